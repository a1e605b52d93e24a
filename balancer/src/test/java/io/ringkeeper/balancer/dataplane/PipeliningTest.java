package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that are sent before the answer to the one before is there. */
@ExtendWith(Leaks.class)
class PipeliningTest {

  private final CompletableFuture<OwnAnswer> slow = new CompletableFuture<>();
  private final LocalEndpoints endpoints =
      new LocalEndpoints() {
        @Override
        public boolean owns(RequestHead head) {
          return head.path().startsWith("/local");
        }

        @Override
        public CompletionStage<OwnAnswer> answer(LocalRequest request) {
          return request.path().equals("/local-slow")
              ? slow
              : CompletableFuture.completedStage(OwnAnswer.json(200, "\"local\""));
        }
      };

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy = new ProxyUnderTest(new Settings(), endpoints, replica);

  @AutoClose private final Peer client = proxy.client();

  PipeliningTest() throws IOException {}

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private static void answer(Peer connection, String body) throws IOException {
    String target = connection.head().split(" ", 3)[1];
    String answer = target + body;
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
  }

  @Test
  void answersInTheOrderOfTheRequests() throws IOException {
    client.send(get("/1") + get("/local") + get("/2") + get("/local-slow") + get("/3"));
    try (Peer connection = replica.accept()) {
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/1");
      assertThat(client.answer().body()).isEqualTo("\"local\"");
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/2");
      slow.complete(OwnAnswer.json(200, "\"slow\""));
      assertThat(client.answer().body()).isEqualTo("\"slow\"");
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/3");
    }
  }

  @Test
  void whileMemoryIsShortMoreThanALittleIsNotPutAside() throws Exception {
    proxy.keepMuch();
    client.send(get("/1") + get("/" + "a".repeat(10_000)));
    try (Peer connection = replica.accept()) {
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/1");
      client.expectEnd();
    }
    try (Peer other = proxy.client()) {
      other.send(get("/2") + get("/3"));
      try (Peer connection = replica.accept()) {
        answer(connection, "");
        answer(connection, "");
        assertThat(other.answer().body()).isEqualTo("/2");
        assertThat(other.answer().body()).isEqualTo("/3");
      }
    }
  }

  @Test
  void anotherProtocolDoesNotBeginWithAGap() throws Exception {
    proxy.keepMuch();
    String upgrade = "Connection: upgrade\r\nUpgrade: x\r\n";
    client.send("GET / HTTP/1.1\r\nHost: h\r\n" + upgrade + "\r\n" + "a".repeat(10_000));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 101 Switching Protocols\r\n" + upgrade + "\r\n");
      client.answer().isError(502, "malformed").closes();
      connection.expectGone();
    }
  }

  @Test
  void keepsTheOrderOfMoreThanIsReadAtOnce() throws IOException {
    int count = 3000;
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      requests.append("PUT /").append(i).append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\n");
      requests.append("\r\n").append("0123456789".repeat(4));
    }
    Thread sender = sending(requests.toString());
    try (Peer connection = replica.accept()) {
      for (int i = 0; i < count; i++) {
        String head = connection.head();
        assertThat(head).startsWith("PUT /" + i + " ");
        assertThat(connection.read(40)).isEqualTo("0123456789".repeat(4));
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        assertThat(client.answer().body()).isEqualTo("x");
      }
    }
    assertThat(sender.isAlive()).isFalse();
  }

  private Thread sending(String text) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            client.send(text);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void refusesInItsTurn() throws IOException {
    client.send(get("/1") + "GET /2 HTTP/1.1\r\n\r\n" + get("/3"));
    try (Peer connection = replica.accept()) {
      answer(connection, "x".repeat(100_000));
      assertThat(client.answer().keeps().body()).hasSize(100_002);
      client.answer().isError(400, "Host").closes();
      client.expectEnd();
    }
  }

  @Test
  void answersAllThatCameBeforeTheClientEndedItsOutput() throws IOException {
    client.send(get("/1") + get("/2") + get("/local")).endOutput();
    try (Peer connection = replica.accept()) {
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/1");
      answer(connection, "");
      assertThat(client.answer().body()).isEqualTo("/2");
      assertThat(client.answer().body()).isEqualTo("\"local\"");
      client.expectEnd();
    }
  }

  @Test
  void doesNotGoOnAfterARequestThatClosesTheConnection() throws IOException {
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + get("/2"));
    try (Peer connection = replica.accept()) {
      answer(connection, "");
      assertThat(client.answer().closes().body()).isEqualTo("/1");
      client.expectEnd();
      try (Peer other = proxy.client()) {
        other.send(get("/3"));
        answer(connection, "");
        assertThat(other.answer().body()).isEqualTo("/3");
      }
    }
  }
}
