package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.RetryBudget;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What retries cost, where the budget pays for one at a time. */
@ExtendWith(Leaks.class)
class RetryTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica one = new ScriptedReplica();
  @AutoClose private final ScriptedReplica two = new ScriptedReplica();
  @AutoClose private final ScriptedReplica three = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy =
      new ProxyUnderTest(settings(), ProxyUnderTest.NONE, one, two, three);

  @AutoClose private final Peer client = proxy.client();
  @AutoClose private final Peer other = proxy.client();

  RetryTest() throws IOException {}

  private static Settings settings() {
    Settings settings = new Settings();
    settings.retryBudget = new RetryBudget(0, 1);
    return settings;
  }

  private String request(String method) {
    return method + " / HTTP/1.1\r\nHost: h\r\n" + proxy.triedAt(1, 2, 3) + "\r\n";
  }

  private static void answer(Peer connection, Peer asking) throws IOException {
    connection.head();
    connection.send(OK);
    assertThat(asking.answer().keeps().body()).isEqualTo("ok");
  }

  @Test
  void theFirstIsFreeAndTheSecondIsPaid() throws IOException {
    one.close();
    two.close();
    client.send(request("GET"));
    try (Peer paid = three.accept()) {
      paid.head();
      other.send(request("GET"));
      other.answer().isError(502, "cannot be reached").keeps();
      assertThat(proxy.count(Counter.RETRIES_DENIED)).isOne();
      paid.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
      other.send(request("POST")); // what the first had taken is there again
      answer(paid, other);
    }
    assertThat(proxy.count(Counter.RETRIES)).isEqualTo(5);
    assertThat(proxy.count(Counter.RETRIES_DENIED)).isOne();
  }

  @Test
  void aClientThatLeavesGivesBackWhatItHadTaken() throws IOException {
    one.close();
    two.close();
    other.send(request("GET"));
    try (Peer paid = three.accept()) {
      paid.head();
      other.reset();
      paid.expectGone();
    }
    client.send(request("GET"));
    try (Peer paid = three.accept()) {
      answer(paid, client);
    }
  }

  @Test
  void theFirstIsFreeForAnyNumber() throws IOException {
    one.close();
    List<Peer> clients = new ArrayList<>();
    List<Peer> connections = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clients.add(proxy.client().send(request("GET")));
      connections.add(two.accept());
    }
    for (int i = 0; i < 10; i++) {
      answer(connections.get(i), clients.get(i));
      clients.get(i).close();
      connections.get(i).close();
    }
    assertThat(proxy.count(Counter.RETRIES)).isEqualTo(10);
    assertThat(proxy.count(Counter.RETRIES_DENIED)).isZero();
  }

  /** Fills the replica's queue of connections, so that it answers to no further one. */
  private static List<Socket> block(ScriptedReplica replica) throws IOException {
    List<Socket> filling = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      filling.add(new Socket(replica.address().getAddress(), replica.address().getPort()));
    }
    return filling;
  }

  @Test
  void aTimeoutOfConnectingIsPaidFromTheStart() throws IOException {
    try (ScriptedReplica full = new ScriptedReplica(1);
        ProxyUnderTest proxy =
            new ProxyUnderTest(settings(), ProxyUnderTest.NONE, full, two, three);
        Peer client = proxy.client();
        Peer other = proxy.client()) {
      List<Socket> filling = block(full);
      String request = "POST / HTTP/1.1\r\nHost: h\r\n" + proxy.triedAt(1, 2, 3) + "\r\n";
      client.send(request);
      proxy.settle();
      other.send(request);
      proxy.pass(Settings.CONNECT);
      try (Peer paid = two.accept()) {
        assertThat(paid.head()).startsWith("POST / ");
        other.answer().isError(502, "cannot be reached in time").keeps();
        paid.send(OK);
        assertThat(client.answer().body()).isEqualTo("ok");
      }
      for (Socket socket : filling) {
        socket.close();
      }
      assertThat(proxy.count(Counter.RETRIES_DENIED)).isOne();
    }
  }
}
