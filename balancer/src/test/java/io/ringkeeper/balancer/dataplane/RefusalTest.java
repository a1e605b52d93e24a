package io.ringkeeper.balancer.dataplane;

import static io.ringkeeper.balancer.dataplane.Peer.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood, or could be understood in two ways, never reaches a replica. */
@ExtendWith(Leaks.class)
class RefusalTest {

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  RefusalTest() throws IOException {}

  private static Arguments refused(int status, String reason, String request) {
    return Arguments.of(status, reason, http(request));
  }

  private static Arguments field(int status, String reason, String fields) {
    return refused(status, reason, "POST / HTTP/1.1\nHost: h\n" + fields + "\n\n");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused(400, "request line", "GET\n\n"),
        refused(400, "request line", "G@T / HTTP/1.1\nHost: h\n\n"),
        refused(400, "request line", " GET / HTTP/1.1\nHost: h\n\n"),
        refused(400, "request line", "GET / HTTP/1.1 \nHost: h\n\n"),
        refused(400, "request line", "GET / http/1.1\nHost: h\n\n"),
        refused(400, "request line", "\n\nGET / HTTP/1.1\nHost: h\n\n"),
        refused(501, "long name", "M".repeat(33) + " / HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET  / HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET x HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET * HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET /#f HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET /\u00e9 HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET ftp://h/ HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET http:/// HTTP/1.1\nHost: h\n\n"),
        refused(400, "target", "GET http://u@h/ HTTP/1.1\nHost: h\n\n"),
        refused(505, "HTTP/1.0 and HTTP/1.1", "GET / HTTP/1.2\nHost: h\n\n"),
        refused(505, "HTTP/1.0 and HTTP/1.1", "PRI * HTTP/2.0\n\nSM\n\n"),
        refused(501, "CONNECT", "CONNECT h:80 HTTP/1.1\nHost: h:80\n\n"),
        refused(421, "https", "GET https://h/ HTTP/1.1\nHost: h\n\n"),
        refused(400, "Host", "GET / HTTP/1.1\n\n"),
        refused(400, "Host", "GET http://a/ HTTP/1.1\nHost: b\n\n"),
        field(400, "Host", "Host: h"),
        refused(400, "Host", "GET / HTTP/1.1\nHost: a b\n\n"),
        refused(400, "Host", "GET / HTTP/1.1\nHost: a/b\n\n"),
        field(400, "header name", "Content-Length : 5"),
        field(400, "header name", ": x"),
        field(400, "header name", "no colon"),
        field(400, "header name", "a\u00e9: x"),
        field(400, "header name", "Content_Length: 5"),
        field(400, "header name", "transfer_encoding: chunked"),
        field(400, "folded", "A: a\n b"),
        field(400, "folded", "A: a\n\tb"),
        field(400, "control", "A: a\u0000b"),
        field(400, "control", "A: a\rb"),
        field(400, "control", "A: a\u007fb"),
        field(400, "Content-Length", "Content-Length: 5\nContent-Length: 5"),
        field(400, "Content-Length", "Content-Length: 5, 5"),
        field(400, "Content-Length", "Content-Length: +5"),
        field(400, "Content-Length", "Content-Length: -5"),
        field(400, "Content-Length", "Content-Length: 0x5"),
        field(400, "Content-Length", "Content-Length:"),
        field(400, "Content-Length", "Content-Length: 9223372036854775808"),
        field(400, "Transfer-Encoding", "Transfer-Encoding: gzip, chunked"),
        field(400, "Transfer-Encoding", "Transfer-Encoding: identity"),
        field(400, "Transfer-Encoding", "Transfer-Encoding: chunked\nTransfer-Encoding: chunked"),
        field(400, "Transfer-Encoding", "Transfer-Encoding: xchunked"),
        field(400, "Transfer-Encoding", "Transfer-Encoding:"),
        field(400, "both", "Transfer-Encoding: chunked\nContent-Length: 5"),
        field(400, "both", "Content-Length: 0\nTransfer-Encoding: chunked"),
        refused(400, "HTTP/1.0", "POST / HTTP/1.0\nTransfer-Encoding: chunked\n\n0\n\n"),
        field(417, "100-continue", "Expect: 200-ok"),
        field(431, "too many", "A: a\n".repeat(129).strip()),
        field(431, "too large", "A: " + "a".repeat(Settings.HEAD_LIMIT)),
        refused(414, "too long", "GET /" + "a".repeat(Settings.HEAD_LIMIT)),
        Arguments.of(400, "CR LF", "GET / HTTP/1.1\nHost: h\n\n"),
        Arguments.of(400, "CR LF", "GET / HTTP/1.1\r\nHost: h\n\r\n"),
        Arguments.of(400, "CR LF", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesAndLetsNothingThrough(int status, String reason, String request) throws IOException {
    client.send(request + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    client.answer().isError(status, reason).closes();
    client.expectEnd();
    expectThatNothingReachedTheReplica();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesByteForByteAsWell(int status, String reason, String request) throws IOException {
    if (request.length() < 1000) {
      client.sendInPieces(request, 1);
      client.answer().isError(status, reason).closes();
      client.expectEnd();
      expectThatNothingReachedTheReplica();
    }
  }

  /** The first connection that is made to the replica is for a request that comes later. */
  private void expectThatNothingReachedTheReplica() throws IOException {
    try (Peer other = proxy.client()) {
      other.send("GET /sound HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        assertThat(connection.head()).startsWith("GET /sound ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g\r\n",
        "\r\n",
        "-1\r\n",
        "0x5\r\n",
        "5 \r\n",
        " 5\r\n",
        "5\n",
        "5\r\nhello0\r\n",
        "5\r\nhelloX\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5;\r\n",
        "5;a\u0000\r\n",
        "1111111111111111\r\n",
        "0\r\nno colon\r\n\r\n",
        "0\r\n folded: x\r\n\r\n",
        "0\r\n\rX",
        "0\r\n\n"
      })
  void breaksOffWhereAChunkIsMalformed(String chunks) throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      assertThat(connection.read(8)).isEqualTo("3\r\nabc\r\n");
      client.send(chunks);
      client.answer().isError(400, "chunked").closes();
      client.expectEnd();
      assertThat(connection.toEnd()).doesNotContain("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 99999", "Transfer-Encoding: chunked", "A: till the end"})
  void cutsAnAnswerThatHasBegunRatherThanSpeakInIt(String framing) throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
      client.head();
      client.send("malformed");
      client.expectReset();
    }
  }

  @Test
  void refusesWhereOnlyAnAnswerHeldBackHasBegun() throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      client.send("malformed");
      client.answer().isError(400, "chunked").closes();
      client.expectEnd();
    }
  }
}
