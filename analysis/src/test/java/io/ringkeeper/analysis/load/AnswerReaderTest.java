package io.ringkeeper.analysis.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nX-Replica: s7 \r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n";
  private static final String INTERIM = "HTTP/1.1 100 Continue\r\nX-Replica: s1\r\n\r\n" + CHUNKED;
  private static final String LINES = "HTTP/1.1 200\nCONTENT-LENGTH:5\nx-replica: s7\n\nhello";

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNKED, INTERIM, LINES})
  void readsAnAnswerCutAnywhere(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        AnswerReader reader = expecting(false);
        assertThat(reader.read(bytes, 0, first)).isEqualTo(first);
        assertThat(reader.read(bytes, first, second)).isEqualTo(second);
        assertThat(reader.isDone()).isEqualTo(second == bytes.length);
        assertThat(reader.read(bytes, second, bytes.length)).isEqualTo(bytes.length);
        assertWhole(reader);
        assertThat(reader.isKept()).isTrue();
      }
    }
  }

  @Test
  void readsByteByByteAndOneAfterTheOther() {
    AnswerReader reader = expecting(false);
    for (String text : new String[] {LENGTH, CHUNKED, INTERIM, LINES, LENGTH}) {
      reader.next(false);
      byte[] bytes = text.getBytes(ISO_8859_1);
      for (int i = 0; i < bytes.length; i++) {
        assertThat(reader.isDone()).isFalse();
        assertThat(reader.read(bytes, i, i + 1)).isEqualTo(i + 1);
      }
      assertWhole(reader);
    }
  }

  private static void assertWhole(AnswerReader reader) {
    assertThat(reader.isDone()).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(new String(reader.sample(), 0, reader.sampled(), ISO_8859_1)).isEqualTo("hello");
    assertThat(reader.field()).isIn("", "s7");
  }

  @Test
  void leavesWhatFollows() {
    byte[] two = (LENGTH + CHUNKED).getBytes(ISO_8859_1);
    assertThat(expecting(false).read(two, 0, two.length)).isEqualTo(LENGTH.length());
  }

  @Test
  void passesOverWhatNobodyWants() {
    byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n".getBytes(ISO_8859_1);
    AnswerReader reader = new AnswerReader(0, "");
    reader.next(false);
    reader.read(head, 0, head.length);
    assertThat(reader.skippable()).isEqualTo(70_000);
    reader.skip(69_999);
    assertThat(reader.isDone()).isFalse();
    reader.skip(1);
    assertThat(reader.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void someStatusesHaveNoBody(String status) {
    assertThat(read(false, "HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\n").isDone())
        .isTrue();
  }

  @Test
  void anAnswerToHeadHasNoBody() {
    AnswerReader reader = read(true, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
    assertThat(reader.isDone()).isTrue();
    assertThat(reader.isKept()).isTrue();
  }

  @Test
  void aBodyMayLastUntilTheEnd() {
    AnswerReader reader = read(false, "HTTP/1.1 200 OK\r\n\r\nhello");
    assertThat(reader.isDone()).isFalse();
    reader.ended();
    assertWhole(reader);
    assertThat(reader.isKept()).isFalse();
  }

  @Test
  void anEndBeforeTheEndIsNone() {
    AnswerReader reader = read(false, LENGTH.substring(0, LENGTH.length() - 1));
    reader.ended();
    assertThat(reader.isDone()).isFalse();
  }

  @Test
  void knowsWhichConnectionsAreKept() {
    String rest = "Content-Length: 0\r\n\r\n";
    assertThat(read(false, "HTTP/1.1 200 OK\r\n" + rest).isKept()).isTrue();
    assertThat(read(false, "HTTP/1.1 200 OK\r\nConnection: Close\r\n" + rest).isKept()).isFalse();
    assertThat(read(false, "HTTP/1.0 200 OK\r\n" + rest).isKept()).isFalse();
    assertThat(read(false, "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + rest).isKept())
        .isTrue();
    assertThat(read(false, "HTTP/1.1 101 Switching Protocols\r\n\r\n").isKept()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffffff\r\n",
      })
  void refusesWhatIsNoAnswer(String text) {
    assertThat(read(false, text).isMalformed()).isTrue();
  }

  @Test
  void aHeadHasAnEnd() {
    assertThat(read(false, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000)).isMalformed()).isTrue();
  }

  private static AnswerReader expecting(boolean toHead) {
    AnswerReader reader = new AnswerReader(4096, "X-Replica");
    reader.next(toHead);
    return reader;
  }

  private static AnswerReader read(boolean toHead, String text) {
    AnswerReader reader = expecting(toHead);
    byte[] bytes = text.getBytes(ISO_8859_1);
    reader.read(bytes, 0, bytes.length);
    return reader;
  }
}
