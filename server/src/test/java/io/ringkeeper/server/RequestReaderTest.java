package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final String STREAM =
      "\r\nGET /a?q HTTP/1.1\r\nHost: x\r\n\r\n"
          + "POST /b HTTP/1.1\r\nhost:x\r\nContent-Length: 5\r\n\r\nab\r\nc"
          + "PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "3\r\nabc\r\n0a\r\n0123456789\r\n0\r\nT: 1\r\n\r\n"
          + "GET /d HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n"
          + "GET /e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private static final List<Request> REQUESTS =
      List.of(
          new Request("GET", "/a", false, true),
          new Request("POST", "/b", false, true),
          new Request("PUT", "/c", false, true),
          new Request("GET", "/d", true, true),
          new Request("GET", "/e", false, false));

  @Test
  void readsTheSameWhereverTheStreamIsCut() throws BadRequestException {
    for (int cut = 0; cut <= STREAM.length(); cut++) {
      var reader = new RequestReader();
      List<Request> requests = read(reader, STREAM.substring(0, cut));
      requests.addAll(read(reader, STREAM.substring(cut)));
      assertThat(requests).as("cut at %d", cut).isEqualTo(REQUESTS);
      assertThat(reader.begun()).isFalse();
    }
  }

  @Test
  void hasBegunBetweenTheFirstByteAndTheLast() throws BadRequestException {
    var reader = new RequestReader();
    String request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n";
    for (int i = 0; i < request.length(); i++) {
      assertThat(read(reader, request.substring(i, i + 1))).isEmpty();
      assertThat(reader.begun()).isTrue();
    }
    assertThat(read(reader, "!")).hasSize(1);
    assertThat(reader.begun()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /\r\n",
        "GET  / HTTP/1.1\r\n",
        "GET / HTTP/1.1 \r\n",
        "G(T / HTTP/1.1\r\n",
        " GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\n",
        "GET /\r HTTP/1.1\r\n",
        "GET /\0 HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n",
        "GET / HTTP/1.1\r\nContent-Length: +1\r\n",
        "GET / HTTP/1.1\r\nContent-Length: \r\n",
        "GET / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"
      })
  void refusesWhatTwoReadersCouldReadDifferently(String bytes) {
    assertThatThrownBy(() -> read(new RequestReader(), bytes))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.status()).startsWith("400 "));
  }

  @Test
  void refusesWhatItDoesNotSpeak() {
    assertRefused("501 ", "GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n");
    assertRefused("501 ", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n");
    assertRefused("505 ", "GET / HTTP/2.0\r\n");
    assertRefused("431 ", "GET / HTTP/1.1\r\nA: " + "a".repeat(16 * 1_024) + "\r\n");
    assertRefused("431 ", "GET / HTTP/1.1\r\n" + "A: a\r\n".repeat(4 * 1_024));
  }

  private static void assertRefused(String status, String bytes) {
    assertThatThrownBy(() -> read(new RequestReader(), bytes))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.status()).startsWith(status));
  }

  private static List<Request> read(RequestReader reader, String bytes) throws BadRequestException {
    var requests = new ArrayList<Request>();
    ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
    for (Request request; (request = reader.read(in)) != null; ) {
      requests.add(request);
    }
    return requests;
  }
}
