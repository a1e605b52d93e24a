package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.Health;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests while the control plane changes its mind about their replica. */
@ExtendWith(Leaks.class)
class TableChangeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica one = new ScriptedReplica();
  @AutoClose private final ScriptedReplica two = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(one, two);
  @AutoClose private final Peer client = proxy.client();
  private final CountDownLatch drained = new CountDownLatch(1);

  TableChangeTest() throws IOException {}

  private String toOne(String method) {
    return method + " / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(1) + "\r\n";
  }

  private static void answer(Peer connection, Peer asking) throws IOException {
    connection.head();
    connection.send(OK);
    assertThat(asking.answer().body()).isEqualTo("ok");
  }

  @ParameterizedTest
  @EnumSource(names = {"SUSPECT", "DOWN"})
  void leavesADyingReplicaAtOnce(Health health) throws IOException {
    client.send(toOne("GET"));
    try (Peer connection = one.accept()) {
      connection.head();
      proxy.publish(1, health);
      try (Peer next = two.accept()) {
        answer(next, client);
      }
      connection.expectGone();
    }
  }

  @Test
  void leavesADyingReplicaOfWhichOnlyHalfASmallAnswerCame() throws IOException {
    client.send(toOne("GET"));
    try (Peer connection = one.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      proxy.publish(1, Health.SUSPECT);
      try (Peer next = two.accept()) {
        answer(next, client);
      }
    }
  }

  @Test
  void staysWhereARequestMayNotBeDoneTwice() throws IOException {
    client.send(toOne("POST"));
    try (Peer connection = one.accept();
        Peer other = proxy.client()) {
      connection.head();
      proxy.publish(1, Health.SUSPECT);
      other.send(toOne("GET"));
      try (Peer next = two.accept()) {
        answer(next, other); // by now the loop knows the new table
      }
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void staysWhereAnAnswerHasBegun() throws IOException {
    client.send(toOne("GET"));
    try (Peer connection = one.accept();
        Peer other = proxy.client()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(10_000));
      client.head();
      proxy.publish(1, Health.DOWN);
      other.send(toOne("GET"));
      try (Peer next = two.accept()) {
        answer(next, other);
      }
      connection.send("y".repeat(10_000));
      assertThat(client.read(20_000)).endsWith("xy" + "y".repeat(9_999));
    }
  }

  @Test
  void staysWhereNobodyElseTakesTraffic() throws IOException {
    proxy.unpublish(2);
    client.send(toOne("GET"));
    try (Peer connection = one.accept()) {
      connection.head();
      proxy.publish(1, Health.SUSPECT);
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
      client.send(toOne("GET"));
      answer(connection, client);
    }
  }

  @Test
  void drainsAReplicaThatIsBeingRemoved() throws Exception {
    client.send(toOne("GET"));
    try (Peer connection = one.accept();
        Peer other = proxy.client()) {
      connection.head();
      proxy.unpublish(1);
      proxy.dataPlane.drain(proxy.handle(1), drained::countDown);
      other.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer next = two.accept()) {
        answer(next, other);
      }
      assertThat(drained.getCount()).isOne();
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
      assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
      connection.expectEnd();
    }
  }

  @Test
  void drainsAReplicaOnEveryLoop() throws Exception {
    Settings settings = new Settings();
    settings.loops = 2;
    try (ProxyUnderTest both = new ProxyUnderTest(settings, ProxyUnderTest.NONE, one, two);
        Peer first = both.client();
        Peer second = both.client()) {
      String request = "GET / HTTP/1.1\r\nHost: h\r\n" + both.ownedBy(1) + "\r\n";
      first.send(request);
      Peer ofFirst = one.accept();
      ofFirst.head();
      second.send(request);
      Peer ofSecond = one.accept();
      ofSecond.head();
      assertThat(both.dataPlane.counters())
          .allMatch(counters -> counters.get(Counter.OPEN_CONNECTIONS) == 1);
      both.unpublish(1);
      both.dataPlane.drain(both.handle(1), drained::countDown);
      ofFirst.send(OK);
      assertThat(first.answer().body()).isEqualTo("ok");
      ofFirst.expectEnd();
      first.send(request);
      try (Peer next = two.accept()) {
        answer(next, first); // by now the loop has done all that it had to
      }
      assertThat(drained.getCount()).isOne();
      ofSecond.send(OK);
      assertThat(second.answer().body()).isEqualTo("ok");
      assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
      ofSecond.expectEnd();
      ofFirst.close();
      ofSecond.close();
    }
  }

  @Test
  void closesIdleConnectionsToAReplicaBeforeItCountsAsDrained() throws Exception {
    client.send(toOne("GET"));
    try (Peer connection = one.accept()) {
      answer(connection, client);
      proxy.dataPlane.drain(proxy.handle(1), drained::countDown); // still in the table
      assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
      connection.expectEnd();
    }
    client.send(toOne("GET"));
    try (Peer next = two.accept()) {
      answer(next, client);
    }
  }
}
