package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Interim answers, and answers that come before the request is complete. */
@ExtendWith(Leaks.class)
class ExpectTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String WAITING =
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  ExpectTest() throws IOException {}

  @Test
  void leavesItToTheReplicaToLetABodyCome() throws IOException {
    client.send(WAITING);
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).contains("Expect: 100-continue\r\n");
      connection.send("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n");
      assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n");
      client.send("hello");
      assertThat(connection.read(5)).isEqualTo("hello");
      connection.send(OK);
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
    }
  }

  @Test
  void relaysAnyInterimAnswer() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      String early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
      connection.send("HTTP/1.1 102 Processing\r\nConnection: x\r\nX: y\r\n\r\n" + early + OK);
      assertThat(client.head()).isEqualTo("HTTP/1.1 102 Processing\r\n\r\n");
      assertThat(client.head()).isEqualTo(early);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void keepsInterimAnswersFromAClientOfHttp10() throws IOException {
    client.send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 100 Continue\r\n\r\n" + OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void endsTheConnectionOfAClientThatWasNotLetSendItsBody() throws IOException {
    client.send(WAITING);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno");
      Answer answer = client.answer().closes();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("no");
      client.expectEnd();
      connection.expectGone();
    }
  }

  @Test
  void relaysAnAnswerThatComesBeforeTheEndOfTheBody() throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      assertThat(client.head()).contains("Connection: close\r\n");
      assertThat(client.read(10)).isEqualTo("5\r\nhello\r\n");
      client.send("upload");
      assertThat(connection.read(6)).isEqualTo("upload");
      connection.send("0\r\n\r\n");
      assertThat(client.read(5)).isEqualTo("0\r\n\r\n");
      client.expectEnd();
      connection.expectGone();
    }
  }

  @Test
  void relaysTheAnswerOfAReplicaThatWantsNoMoreOfABody() throws Exception {
    byte[] body = new byte[8 * 1024 * 1024];
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      Thread upload = Thread.ofVirtual().start(() -> sendQuietly(body));
      connection.read(100_000);
      connection.send("HTTP/1.1 413 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
      connection.leave(); // with much of the body unread, which resets the connection
      Answer answer = client.answer().closes();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("no");
      client.close();
      upload.join();
    }
  }

  private void sendQuietly(byte[] body) {
    try {
      client.send(body);
    } catch (IOException e) {
      Thread.currentThread().interrupt(); // the connection ends before the body does
    }
  }
}
