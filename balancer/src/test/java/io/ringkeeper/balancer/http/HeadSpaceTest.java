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

  /** Appends the beginning of a request, a part at a time. */
  private static Progress read(Head head, int length) {
    String text = "GET / HTTP/1.1\r\nHost: h\r\nA: " + "a".repeat(length);
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
