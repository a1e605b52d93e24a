package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadTest {

  private static AnswerHead head(String text) {
    AnswerHead head = new AnswerHead(4096, HeadSpaces.ample());
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    head.room(bytes.length);
    System.arraycopy(bytes, 0, head.bytes(), 0, bytes.length);
    head.append(bytes.length);
    return head;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 \r\n\r\n",
        "HTTP/1.1 200\r\n\r\n",
        "HTTP/1.0 200 A longer reason\r\n\r\n"
      })
  void readsWellFormedStatusLines(String text) {
    AnswerHead head = head(text);
    assertThat(head.parse()).isEqualTo(Head.Progress.COMPLETE);
    assertThat(head.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 600 OK\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "HTTP/1.1 200 O\0K\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"
      })
  void refusesOthers(String text) {
    assertThat(head(text).parse()).isEqualTo(Head.Progress.REFUSED);
  }

  @Test
  void tellsWhichAnswersHaveNoBody() {
    AnswerHead noContent = head("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(noContent.parse()).isEqualTo(Head.Progress.COMPLETE);
    assertThat(noContent.isBodiless(Method.GET)).isTrue();
    AnswerHead ok = head("HTTP/1.1 200 OK\r\n\r\n");
    assertThat(ok.parse()).isEqualTo(Head.Progress.COMPLETE);
    assertThat(ok.isBodiless(Method.GET)).isFalse();
    assertThat(ok.isBodiless(Method.HEAD)).isTrue();
  }
}
