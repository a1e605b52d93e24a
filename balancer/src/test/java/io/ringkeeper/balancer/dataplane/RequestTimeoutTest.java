package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that may take a limited time as a whole, however much moves meanwhile. */
@ExtendWith(Leaks.class)
class RequestTimeoutTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration MOST = Duration.ofSeconds(15);
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy =
      new ProxyUnderTest(settings(LIMIT), ProxyUnderTest.NONE, replica);

  @AutoClose private final Peer client = proxy.client();

  RequestTimeoutTest() throws IOException {}

  private static Settings settings(Duration limit) {
    Settings settings = new Settings();
    settings.request = limit;
    settings.maxUpstreams = 1;
    return settings;
  }

  @Test
  void answers504WhileThereIsNoAnswer() throws IOException {
    client.send(GET);
    try (Peer connection = replica.accept()) {
      connection.head();
      proxy.pass(MOST);
      connection.send("HTTP/1.1 103 Early Hints\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 103 ");
      proxy.pass(MOST);
      client.answer().isError(504, "as a whole").keeps();
      connection.expectGone();
    }
  }

  @Test
  void cutsAnAnswerThatTrickles() throws IOException {
    client.send(GET);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\na");
      client.head();
      proxy.pass(MOST);
      connection.send("b");
      assertThat(client.read(2)).isEqualTo("ab");
      proxy.pass(MOST);
      client.expectReset();
      connection.expectGone();
    }
  }

  @Test
  void refusesABodyThatTrickles() throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\na");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.read(1);
      proxy.pass(MOST);
      client.send("b");
      connection.read(1);
      proxy.pass(MOST);
      client.answer().isError(408, "body").closes();
      connection.expectGone();
    }
  }

  @Test
  void beginsAnewWithEveryRequest() throws IOException {
    client.send(GET);
    try (Peer connection = replica.accept()) {
      for (int i = 0; i < 3; i++) {
        connection.head();
        proxy.pass(MOST);
        connection.send(OK);
        assertThat(client.answer().keeps().body()).isEqualTo("ok");
        client.send(GET);
      }
    }
  }

  @Test
  void doesNotEndATunnel() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
      client.head();
      proxy.pass(LIMIT.multipliedBy(2));
      client.send("still here");
      assertThat(connection.read(10)).isEqualTo("still here");
    }
  }

  @Test
  void endsTheWaitForAConnection() throws IOException {
    try (ProxyUnderTest hasty =
            new ProxyUnderTest(settings(Settings.WAIT.dividedBy(2)), ProxyUnderTest.NONE, replica);
        Peer first = hasty.client();
        Peer second = hasty.client()) {
      first.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        first.head();
        second.send(GET); // the tunnel has the only connection
        hasty.awaitWaiting(1);
        hasty.pass(Settings.WAIT.dividedBy(2));
        second.answer().isError(504, "as a whole").keeps();
        assertThat(hasty.count(Counter.WAITING)).isZero();
      }
    }
  }
}
