package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections that have told the replica whom they are from, and may serve nobody else. */
@ExtendWith(Leaks.class)
class IntroducingPoolTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  IntroducingPoolTest() throws IOException {}

  private ProxyUnderTest proxy(int maxUpstreams) throws IOException {
    Settings settings = new Settings();
    settings.forwarding = Settings.forwarding("proxy-protocol.send=v1");
    settings.maxUpstreams = maxUpstreams;
    return new ProxyUnderTest(settings, ProxyUnderTest.NONE, replica);
  }

  private static void ask(Peer client, String path) throws IOException {
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
  }

  /** The first request of a connection, behind the header that says that it is this client's. */
  private Peer introduced(Peer client, String path) throws IOException {
    Peer connection = replica.accept();
    assertThat(connection.head())
        .startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 " + client.localPort() + " ")
        .contains("\r\nGET " + path + " HTTP/1.1\r\n");
    return connection;
  }

  private static void answer(Peer connection, Peer client) throws IOException {
    connection.send(OK);
    assertThat(client.answer().body()).isEqualTo("ok");
  }

  @Test
  void everyClientHasItsOwn() throws IOException {
    try (ProxyUnderTest proxy = proxy(0);
        Peer first = proxy.client();
        Peer second = proxy.client()) {
      ask(first, "/1");
      Peer firsts = introduced(first, "/1");
      answer(firsts, first);
      ask(second, "/2");
      Peer seconds = introduced(second, "/2");
      answer(seconds, second);
      ask(first, "/3");
      assertThat(firsts.head()).startsWith("GET /3 ");
      answer(firsts, first);
      ask(second, "/4");
      assertThat(seconds.head()).startsWith("GET /4 ");
      answer(seconds, second);
      assertThat(proxy.count(Counter.UPSTREAMS)).isEqualTo(2);
      firsts.close();
      seconds.close();
    }
  }

  @Test
  void whatIsIdleMakesRoom() throws IOException {
    try (ProxyUnderTest proxy = proxy(1);
        Peer first = proxy.client();
        Peer second = proxy.client()) {
      ask(first, "/1");
      Peer firsts = introduced(first, "/1");
      answer(firsts, first);
      ask(second, "/2");
      firsts.expectEnd();
      Peer seconds = introduced(second, "/2");
      answer(seconds, second);
      firsts.close();
      seconds.close();
    }
  }

  @Test
  void whatIsDoneMakesRoomForWhoWaits() throws IOException {
    try (ProxyUnderTest proxy = proxy(1);
        Peer first = proxy.client();
        Peer second = proxy.client()) {
      ask(first, "/1");
      Peer firsts = introduced(first, "/1");
      ask(second, "/2");
      proxy.awaitWaiting(1);
      answer(firsts, first);
      firsts.expectEnd();
      Peer seconds = introduced(second, "/2");
      answer(seconds, second);
      assertThat(proxy.count(Counter.FAILURES)).isZero();
      firsts.close();
      seconds.close();
    }
  }

  @Test
  void whatTurnsOutToBeDeadIsIntroducedAgain() throws IOException {
    try (ProxyUnderTest proxy = proxy(0);
        Peer first = proxy.client()) {
      ask(first, "/1");
      Peer old = introduced(first, "/1");
      answer(old, first);
      ask(first, "/2");
      assertThat(old.head()).startsWith("GET /2 ");
      old.close();
      Peer next = introduced(first, "/2");
      answer(next, first);
      assertThat(proxy.count(Counter.STALE)).isOne();
      next.close();
    }
  }
}
