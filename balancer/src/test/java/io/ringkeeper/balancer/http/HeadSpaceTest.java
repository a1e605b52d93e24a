package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.Head.Progress;
import org.junit.jupiter.api.Test;

/** Long heads share a space, and short ones need none. */
class HeadSpaceTest {

  private static final int KIB = 1024;

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
    assertThat(first.shorten()).isTrue();
    assertThat(read(second, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
    assertThat(first.methodName() + " " + first.path()).isEqualTo("GET /p");
    assertThat(first.value("host")).isEqualTo("h");
    assertThat(first.value("cookie")).isNull();
    assertThat(first.value("x-request-id")).isEqualTo("7");
    assertThat(first.value("user-agent")).isEmpty();
    assertThat(first.shorten()).isFalse();
    first.reset();
    second.reset();
    assertThat(read(first, 15 * KIB)).isEqualTo(Progress.INCOMPLETE);
  }

  @Test
  void ofALongTargetTheLogHasTheBeginning() {
    String target = "/" + "a".repeat(9 * KIB);
    read(first, "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n\r\n");
    assertThat(first.shorten()).isTrue();
    assertThat(target).startsWith(first.path());
    assertThat(first.path()).hasSizeGreaterThan(KIB);
    assertThat(first.value("x-request-id")).isEqualTo("7");
  }

  @Test
  void ofManyFieldsTheLogHasAsManyAsFit() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      fields.append("A").append(i).append(": ").append("a".repeat(100)).append("\r\n");
    }
    read(first, "GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
    assertThat(first.shorten()).isTrue();
    assertThat(first.fieldCount()).isBetween(36, 40);
    for (int i = 0; i < first.fieldCount() - 1; i++) {
      assertThat(first.value("a" + i)).isEqualTo("a".repeat(100));
    }
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
