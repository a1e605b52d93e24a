package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

  /** How many bytes of {@code text} are read until the body is done or malformed. */
  private static int feed(Chunks chunks, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < bytes.length && !chunks.isDone() && !chunks.isMalformed()) {
      long data = Math.min(chunks.dataAhead(), bytes.length - at);
      if (data > 0) {
        chunks.skip(data);
        at += (int) data;
      } else {
        chunks.accept(bytes[at++]);
      }
    }
    return at;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\n\r\n",
        "000\r\n\r\n",
        "5\r\nhello\r\n0\r\n\r\n",
        "A\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n",
        "a;name=value;other\r\n0123456789\r\n0;last\r\n\r\n",
        "a;name=\"v;;\\\"\" ; b = c\r\n0123456789\r\n0;last=\"\"\r\n\r\n",
        "1\r\n\n\r\n0\r\nTrailer: value\r\nOther:\r\n\r\n"
      })
  void followsWellFormedBodiesToTheirEnd(String body) {
    Chunks chunks = new Chunks();
    assertThat(feed(chunks, body + "GET")).isEqualTo(body.length());
    assertThat(chunks.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        " 5\r\nhello\r\n",
        "5 \r\nhello\r\n",
        "0x5\r\nhello\r\n",
        "-5\r\nhello\r\n",
        "+5\r\nhello\r\n",
        "g\r\n",
        "5\nhello\r\n",
        "5\r\rhello\r\n",
        "5\r\nhello!\r\n",
        "5\r\nhello\n",
        "5;\r\nhello\r\n",
        "5;;a\r\nhello\r\n",
        "5;a\u0000\r\nhello\r\n",
        "1000000000000000\r\n",
        "ffffffffffffffffffff\r\n",
        "0\r\nTrailer value\r\n\r\n",
        "0\r\n: value\r\n\r\n",
        "0\r\nA b: c\r\n\r\n",
        "0\r\n\n",
        "5;,\r\nhello\r\n",
        "5;a=\"b\r\nhello\r\n",
        "5;a=\r\nhello\r\n",
        "5;a \r\nhello\r\n",
        "0\r\nContent-Length: 5\r\n\r\n",
        "0\r\ntransfer_encoding: x\r\n\r\n"
      })
  void refusesOthers(String body) {
    Chunks chunks = new Chunks();
    feed(chunks, body);
    assertThat(chunks.isMalformed()).as(body).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 40_000})
  void boundsWhatIsNotData(int length) {
    Chunks extension = new Chunks();
    feed(extension, "5;" + "a".repeat(length));
    assertThat(extension.isMalformed()).isTrue();
    Chunks trailers = new Chunks();
    feed(trailers, "0\r\n" + "a: b\r\n".repeat(length));
    assertThat(trailers.isMalformed()).isTrue();
  }
}
