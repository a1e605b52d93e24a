package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that is not understood, or could be understood in two ways, is not passed on. */
@ExtendWith(Leaks.class)
class BadAnswerTest {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  BadAnswerTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 600 High\r\n\r\n",
        "HTTP/1.1 2000 Long\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 O\u0001K\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
      })
  void answers502AndLeavesTheConnection(String answer) throws IOException {
    client.send(REQUEST);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(answer);
      client.answer().isError(502, "malformed").keeps();
      connection.expectGone();
    }
    expectFreshConnection();
  }

  @Test
  void answers502ToAHeadThatIsTooLarge() throws IOException {
    client.send(REQUEST);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nA: " + "a".repeat(Settings.HEAD_LIMIT) + "\r\n\r\n");
      client.answer().isError(502, "malformed").keeps();
    }
    expectFreshConnection();
  }

  @Test
  void doesNotUseAConnectionAgainThatSaidMoreThanItWasAsked() throws IOException {
    client.send(REQUEST);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
      connection.expectGone();
    }
    expectFreshConnection();
  }

  @Test
  void doesNotUseAConnectionAgainThatTheReplicaWillClose() throws IOException {
    client.send(REQUEST);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
      connection.expectEnd();
    }
    expectFreshConnection();
  }

  @Test
  void cutsTheClientOffWhenAChunkIsMalformed() throws IOException {
    client.send(REQUEST);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      client.head();
      assertThat(client.read(10)).isEqualTo("5\r\nhello\r\n");
      connection.send("x\r\n");
      client.expectReset();
      connection.expectGone();
    }
  }

  private void expectFreshConnection() throws IOException {
    client.send(REQUEST);
    try (Peer fresh = replica.accept()) {
      fresh.head();
      fresh.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }
}
