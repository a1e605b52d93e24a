package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.Head.Progress;
import org.junit.jupiter.api.Test;

/** Long heads share a space, and short ones need none. */
class HeadSpaceTest {

  private static final int KIB = 1024;
  private static final byte[][] LOGGED = {
    Bytes.ascii("x-request-id"), Bytes.ascii("user-agent"), Bytes.ascii("referer")
  };

  private final HeadSpace space = new HeadSpace(20 * KIB);
  private final RequestHead first = new RequestHead(32 * KIB, space);
  private final RequestHead second = new RequestHead(32 * KIB, space);

  @Test
  void aLongHeadIsRefusedWhereOthersHaveTakenTheSpace() {
    assertThat(read(first, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
    assertThat(read(second, 15 * KIB)).isEqualTo(Progress.REFUSED);
    assertThat(second.rejection()).isEqualTo(Rejection.NO_SPACE);
  }

  @Test
  void aShortHeadNeedsNoSpace() {
    assertThat(read(first, 25 * KIB)).isEqualTo(Progress.REFUSED);
    assertThat(read(first, 15 * KIB)).isEqualTo(Progress.REFUSED);
    assertThat(read(second, 3 * KIB)).isEqualTo(Progress.INCOMPLETE);
  }

  @Test
  void whoIsDoneGivesItsSpaceBack() {
    for (int i = 0; i < 10; i++) {
      assertThat(read(first, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
      first.reset();
    }
    assertThat(read(second, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
  }

  @Test
  void aHeadThatOnlyTheLogNeedsTakesNone() {
    String cookie = "Cookie: " + "a".repeat(15 * KIB) + "\r\n";
    read(
        first,
        "GET /p?q HTTP/1.1\r\nHost: h\r\n" + cookie + "X-Request-ID: 7\r\nUser-Agent:\r\n\r\n");
    assertThat(first.shorten(LOGGED)).isTrue();
    assertThat(read(second, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
    assertThat(first.methodName() + " " + first.path()).isEqualTo("GET /p");
    assertThat(first.value("cookie")).isNull();
    assertThat(first.hasHost()).isFalse();
    assertThat(first.value("x-request-id")).isEqualTo("7");
    assertThat(first.value("user-agent")).isEmpty();
    assertThat(first.shorten(LOGGED)).isFalse();
    first.reset();
    second.reset();
    assertThat(read(first, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
  }

  @Test
  void ofALongTargetTheLogHasTheBeginning() {
    String target = "/" + "a".repeat(9 * KIB);
    read(first, "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n\r\n");
    assertThat(first.shorten(LOGGED)).isTrue();
    assertThat(target).startsWith(first.path());
    assertThat(first.path()).hasSizeGreaterThan(KIB);
    assertThat(first.value("x-request-id")).isEqualTo("7");
  }

  @Test
  void ofManyFieldsTheLogHasItsOwn() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      fields.append("A").append(i).append(": ").append("a".repeat(100)).append("\r\n");
    }
    String line = "GET /" + "a".repeat(3 * KIB) + " HTTP/1.1\r\nHost: h\r\n";
    String logged = "X-Request-ID: 7\r\nUser-Agent: u\r\nuser-agent: v\r\nReferer: r\r\n";
    read(first, line + fields + logged + "\r\n");
    assertThat(first.shorten(LOGGED)).isTrue();
    assertThat(first.fieldCount()).isEqualTo(3);
    assertThat(first.value("x-request-id")).isEqualTo("7");
    assertThat(first.value("user-agent")).isEqualTo("u");
    assertThat(first.value("referer")).isEqualTo("r");
  }

  @Test
  void ofLongValuesTheLogHasTheBeginning() {
    String value = "a".repeat(2 * KIB);
    StringBuilder fields = new StringBuilder();
    for (byte[] name : LOGGED) {
      fields.append(new String(name, US_ASCII)).append(": ").append(value).append("\r\n");
    }
    String line = "GET http://" + "h".repeat(2 * KIB) + "/ HTTP/1.1\r\n";
    String host = "Host: " + "h".repeat(2 * KIB) + "\r\n";
    assertThat(read(first, line + host + fields + "\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(first.shorten(LOGGED)).isTrue();
    for (byte[] name : LOGGED) {
      String kept = first.value(new String(name, US_ASCII));
      assertThat(value).startsWith(kept);
      assertThat(kept).hasSizeGreaterThan(KIB / 2);
    }
    assertThat(first.authorityTo()).isEqualTo(first.authorityFrom());
  }

  /** Appends the beginning of a request, a part at a time. */
  private static Progress read(Head head, int length) {
    return read(head, "GET / HTTP/1.1\r\nHost: h\r\nA: " + "a".repeat(length));
  }

  private static Progress read(Head head, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    Progress progress = Progress.INCOMPLETE;
    for (int at = 0; at < bytes.length && progress == Progress.INCOMPLETE; ) {
      int count = head.room(Math.min(2 * KIB, bytes.length - at));
      System.arraycopy(bytes, at, head.bytes(), head.length(), count);
      head.append(count);
      at += count;
      progress = head.parse();
    }
    return progress;
  }
}
