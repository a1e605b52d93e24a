package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica's 404 becomes the contract's 400. */
@ExtendWith(Leaks.class)
class NotFoundTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  NotFoundTest() throws IOException {}

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/other | /other",
        "/other?a=b&c | /other",
        "/a/b%20c/.. | /a/b%20c/..",
        "/it's/\"q\"\\ | /it's/\\\"q\\\"\\\\",
        "http://h | /",
        "http://h/x?y | /x"
      })
  void namesThePathWithoutItsQuery(String target, String named) throws IOException {
    client.send(get(target));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\nX-Secret: s\r\nContent-Length: 4\r\n\r\ngone");
      Answer answer = client.answer().isError(400, "").keeps();
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"<Error> '"
                  + named
                  + "' endpoint does not exist in server replicas\",\"status\":\"failure\"}");
      assertThat(answer.head()).doesNotContain("X-Secret");
      expectBothConnectionsToGoOn(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 4\r\n\r\ngone",
        "Transfer-Encoding: chunked\r\n\r\n4\r\ngone\r\n0\r\n\r\n"
      })
  void keepsBothConnections(String rest) throws IOException {
    client.send(get("/x") + get("/y"));
    try (Peer connection = replica.accept()) {
      for (int i = 0; i < 2; i++) {
        connection.head();
        connection.send("HTTP/1.1 404 Nope\r\n" + rest);
        client.answer().isError(400, "endpoint does not exist").keeps();
      }
      expectBothConnectionsToGoOn(connection);
    }
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\nContent-Length: 4\r\n\r\n");
      Answer answer = client.answerToHead().keeps();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.length()).isPositive();
      expectBothConnectionsToGoOn(connection);
    }
  }

  @Test
  void readsOverABodyOfSomeLength() throws IOException {
    client.send(get("/x"));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\nContent-Length: 60000\r\n\r\n");
      connection.sendInPieces("x".repeat(60_000), 1000);
      client.answer().isError(400, "'/x'").keeps();
      expectBothConnectionsToGoOn(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 99999999\r\n", ""})
  void givesUpAConnectionWhoseBodyIsTooLongToReadOver(String framing) throws IOException {
    client.send(get("/x"));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\n" + framing + "\r\n" + "x".repeat(70_000));
      client.answer().isError(400, "'/x'").keeps();
      connection.expectGone();
    }
    client.send(get("/y"));
    try (Peer fresh = replica.accept()) {
      fresh.head();
      fresh.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void needsOnlyTheHeadToKnow() throws IOException {
    client.send(get("/x"));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\nContent-Length: 20000\r\n\r\nhalf");
      connection.reset();
      client.answer().isError(400, "'/x'").keeps();
    }
  }

  @Test
  void answersWhenTheBodyOfA404DoesNotEnd() throws IOException {
    client.send(get("/x"));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 404 Nope\r\n\r\nhalf");
      proxy.settle();
      proxy.clock.advance(Settings.BODY.plusSeconds(1));
      client.answer().isError(400, "'/x'").keeps();
      connection.expectGone();
    }
  }

  @Test
  void passesItOnIfConfiguredTo() throws IOException {
    Settings settings = new Settings();
    settings.passNotFound = true;
    try (ProxyUnderTest passing = new ProxyUnderTest(settings, ProxyUnderTest.NONE, replica);
        Peer asking = passing.client()) {
      asking.send(get("/x"));
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 404 Nope\r\nContent-Length: 4\r\n\r\ngone");
        Answer answer = asking.answer().keeps();
        assertThat(answer.head()).isEqualTo("HTTP/1.1 404 Nope\r\nContent-Length: 4\r\n\r\n");
        assertThat(answer.body()).isEqualTo("gone");
      }
    }
  }

  private void expectBothConnectionsToGoOn(Peer connection) throws IOException {
    client.send(get("/next"));
    assertThat(connection.head()).startsWith("GET /next ");
    connection.send(OK);
    assertThat(client.answer().body()).isEqualTo("ok");
  }
}
