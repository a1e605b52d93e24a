package io.ringkeeper.balancer.dataplane;

import static io.ringkeeper.balancer.dataplane.Peer.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies pass byte by byte, however they are framed and split. */
@ExtendWith(Leaks.class)
class BodiesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String CHUNKS =
      http(
          """
          5
          hello
          00a;name="v "
          , wide wor
          F
          0123456789abcde
          2


          0;last
          Trailer: t
          Other:

          """);

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  BodiesTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 70_000})
  void streamsABodyOfKnownLengthBothWays(int pieces) throws IOException {
    String body = anyBytes(Math.min(200_000, pieces * 1000));
    String fields = "Content-Length: " + body.length() + "\r\n\r\n";
    client.sendInPieces("POST / HTTP/1.1\r\nHost: h\r\n" + fields + body, pieces);
    try (Peer connection = replica.accept()) {
      connection.head();
      assertThat(connection.read(body.length())).isEqualTo(body);
      connection.sendInPieces("HTTP/1.1 200 OK\r\n" + fields + body, pieces);
      assertThat(client.answer().keeps().body()).isEqualTo(body);
    }
    expectUsable(client);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void streamsAChunkedBodyBothWays(int pieces) throws IOException {
    String chunked = "Transfer-Encoding: chunked\r\n\r\n";
    client.sendInPieces("POST / HTTP/1.1\r\nHost: h\r\n" + chunked + CHUNKS, pieces);
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).endsWith("\r\n" + chunked);
      assertThat(connection.read(CHUNKS.length())).isEqualTo(CHUNKS);
      connection.sendInPieces("HTTP/1.1 200 OK\r\n" + chunked + CHUNKS, pieces);
      assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\n" + chunked);
      assertThat(client.read(CHUNKS.length())).isEqualTo(CHUNKS);
    }
    expectUsable(client);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void takesTheChunksOffForAClientOfHttp10(int pieces) throws IOException {
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.sendInPieces(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS, pieces);
      assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
      assertThat(client.toEnd()).isEqualTo("hello, wide wor0123456789abcde\r\n");
    }
  }

  @Test
  void endsAnAnswerThatEndsWithItsConnectionLikewise() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    String body = anyBytes(100_000);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.0 200 OK\r\nA: a\r\n\r\n").sendInPieces(body, 1000);
    }
    assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\nA: a\r\nConnection: close\r\n\r\n");
    assertThat(client.toEnd()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "1.0"})
  void cutsAClientOffWhoseAnswerOfUnknownLengthBreaksOff(String version) throws IOException {
    client.send("GET / HTTP/" + version + "\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\n\r\nhalf of i");
      client.head();
      assertThat(client.read(9)).isEqualTo("half of i");
      connection.reset();
      client.expectReset();
    }
  }

  @Test
  void cutsAClientOfHttp10OffWhoseChunkedAnswerBreaksOff() throws IOException {
    client.send("GET / HTTP/1.0\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf of i");
      client.head();
      assertThat(client.read(9)).isEqualTo("half of i");
    }
    client.expectReset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "", "ETag: \"e\"\r\n"})
  void knowsThatAnAnswerToHeadHasNoBody(String fields) throws IOException {
    client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\n" + fields + "\r\n");
      String kept = fields.startsWith("Transfer") ? "" : fields;
      assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\n" + kept + "\r\n");
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      connection.head();
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content\r\n", "304 Not Modified\r\nContent-Length: 7\r\n"})
  void knowsWhichAnswersHaveNoBody(String status) throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 " + status + "\r\n");
      assertThat(client.head()).isEqualTo("HTTP/1.1 " + status + "\r\n");
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      connection.head();
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void keepsAConnectionOfHttp10ThatAsksForIt() throws IOException {
    String request = "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
    client.send(request);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK);
      assertThat(client.answer().field("Connection")).isEqualTo("keep-alive");
      client.send(request);
      connection.head();
      connection.send(OK);
      assertThat(client.answer().field("Connection")).isEqualTo("keep-alive");
    }
  }

  @Test
  void endsAConnectionThatItsClientWantsToEnd() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK);
      client.answer().closes();
      client.expectEnd();
    }
  }

  private void expectUsable(Peer used) throws IOException {
    used.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).startsWith("GET /next ");
      connection.send(OK);
      assertThat(used.answer().body()).isEqualTo("ok");
    }
  }

  private static String anyBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return Peer.text(bytes);
  }
}
