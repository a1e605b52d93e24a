package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica that may have one connection, so that requests wait for each other. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class PoolTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration LIFETIME = Duration.ofSeconds(20);

  @AutoClose private final ScriptedReplica one = new ScriptedReplica();
  @AutoClose private final ScriptedReplica two = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy =
      new ProxyUnderTest(settings(), ProxyUnderTest.NONE, one, two);

  @AutoClose private final Peer first = proxy.client();
  @AutoClose private final Peer second = proxy.client();
  @AutoClose private final Peer third = proxy.client();

  PoolTest() throws IOException {}

  private static Settings settings() {
    Settings settings = new Settings();
    settings.maxUpstreams = 1;
    settings.queue = 2;
    settings.poolIdle = Duration.ofHours(1);
    settings.lifetime = LIFETIME;
    return settings;
  }

  private String toOne(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(1) + "\r\n";
  }

  private static void answer(Peer connection, String path, Peer asking) throws IOException {
    assertThat(connection.head()).contains(" " + path + " ");
    connection.send(OK);
    assertThat(asking.answer().keeps().body()).isEqualTo("ok");
  }

  /** Two more requests wait in line while the first is at the replica. */
  private Peer line() throws IOException {
    first.send(toOne("GET", "/1"));
    Peer connection = one.accept();
    second.send(toOne("GET", "/2"));
    proxy.awaitWaiting(1);
    third.send(toOne("POST", "/3"));
    proxy.awaitWaiting(2);
    return connection;
  }

  @Test
  void servesThoseFirstWhoCameFirst() throws IOException {
    try (Peer connection = line()) {
      answer(connection, "/1", first);
      answer(connection, "/2", second);
      answer(connection, "/3", third);
      answerNext(connection);
    }
    assertThat(proxy.count(Counter.WAITS)).isEqualTo(2);
    assertThat(proxy.count(Counter.UPSTREAMS)).isOne();
    assertThat(proxy.count(Counter.FAILURES)).isZero();
  }

  private void answerNext(Peer connection) throws IOException {
    first.send(toOne("GET", "/next"));
    answer(connection, "/next", first);
  }

  @Test
  void goesOnToTheNextReplicaWhenTheQueueIsFull() throws IOException {
    try (Peer connection = line();
        Peer fourth = proxy.client()) {
      fourth.send(toOne("POST", "/4"));
      try (Peer other = two.accept()) {
        answer(other, "/4", fourth);
      }
      answer(connection, "/1", first);
    }
  }

  @Test
  void answers503WhenNobodyHasRoom() throws IOException {
    proxy.unpublish(2);
    try (Peer connection = line();
        Peer fourth = proxy.client()) {
      fourth.send(toOne("GET", "/4"));
      Answer answer = fourth.answer().isError(503, "too many requests wait").keeps();
      assertThat(answer.field("Retry-After")).isEqualTo("1");
      answer(connection, "/1", first);
      fourth.send(toOne("GET", "/5"));
      answer(connection, "/2", second);
      answer(connection, "/3", third);
      answer(connection, "/5", fourth);
    }
  }

  @Test
  void goesOnToTheNextReplicaWhenTheWaitIsOver() throws IOException {
    try (Peer connection = line()) {
      proxy.pass(Settings.WAIT);
      try (Peer other = two.accept()) {
        answer(other, "/2", second);
        answer(other, "/3", third);
      }
      answer(connection, "/1", first);
      answerNext(connection);
    }
  }

  @Test
  void answers503WhenTheWaitIsOverAndNobodyElseIsThere() throws IOException {
    proxy.unpublish(2);
    try (Peer connection = line()) {
      proxy.pass(Settings.WAIT);
      Answer answer = second.answer().isError(503, "became free in time").keeps();
      assertThat(answer.field("Retry-After")).isEqualTo("1");
      third.answer().isError(503, "became free in time").keeps();
      answer(connection, "/1", first);
      answerNext(connection);
    }
  }

  @Test
  void forgetsAClientThatLeavesTheQueue() throws IOException {
    try (Peer connection = line()) {
      second.reset();
      proxy.awaitWaiting(1);
      answer(connection, "/1", first);
      answer(connection, "/3", third);
    }
    proxy.awaitClients(2);
    assertThat(proxy.handle(1).inFlight()).isZero();
  }

  @Test
  void connectsAnewForThoseWhoWaitWhenAConnectionEnds() throws IOException {
    try (Peer connection = line()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
      assertThat(first.answer().body()).isEqualTo("ok");
      try (Peer next = one.accept()) {
        connection.expectEnd();
        answer(next, "/2", second);
        answer(next, "/3", third);
      }
    }
  }

  /**
   * Whether it comes with the answer's last byte, or as the first of the next part that is read.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4_000, 4_055})
  void doesNotTakeWhatFollowsAnAnswerForTheNextOne(int size) throws IOException {
    try (Peer connection = line()) {
      connection.head();
      String body = "x".repeat(size);
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: %4d\r\n\r\n".formatted(size) + body;
      connection.send(answer + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
      assertThat(first.answer().body()).isEqualTo(body);
      try (Peer next = one.accept()) {
        answer(next, "/2", second);
        answer(next, "/3", third);
      }
    }
  }

  @Test
  void sendsThoseWhoWaitElsewhereWhenTheReplicaDies() throws IOException {
    try (Peer connection = line()) {
      connection.head();
      proxy.publish(1, Health.DOWN);
      // Only one connection there, too: in which order the three come to have it does not matter.
      try (Peer other = two.accept()) {
        for (int i = 0; i < 3; i++) {
          other.head();
          other.send(OK);
        }
        for (Peer client : new Peer[] {first, second, third}) {
          assertThat(client.answer().body()).isEqualTo("ok");
        }
      }
    }
  }

  @Test
  void stillServesThoseWhoWaitForAReplicaThatIsRemoved() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    try (Peer connection = line()) {
      proxy.unpublish(1);
      proxy.dataPlane.drain(proxy.handle(1), drained::countDown);
      answer(connection, "/1", first);
      answer(connection, "/2", second);
      assertThat(drained.getCount()).isOne();
      answer(connection, "/3", third);
      assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
      connection.expectEnd();
    }
  }

  @Test
  void servesTheNextWhenTheOneBeforeLeaves() throws IOException {
    proxy.unpublish(2);
    try (Peer connection = line()) {
      first.reset();
      connection.head();
      connection.expectGone();
      try (Peer next = one.accept()) {
        answer(next, "/2", second);
        answer(next, "/3", third);
      }
    }
  }

  @Test
  void replacesTheOneConnectionThatIsTooOldForARequestThatMayNotBeRepeated() throws IOException {
    first.send(toOne("GET", "/1"));
    try (Peer connection = one.accept()) {
      answer(connection, "/1", first);
      proxy.pass(Duration.ofSeconds(2));
      first.send(toOne("GET", "/2"));
      answer(connection, "/2", first);
      proxy.pass(Duration.ofSeconds(2));
      first.send(toOne("POST", "/3"));
      try (Peer fresh = one.accept()) {
        connection.expectEnd();
        answer(fresh, "/3", first);
        first.send(toOne("POST", "/4"));
        answer(fresh, "/4", first);
      }
    }
  }

  @Test
  void closesAConnectionThatHasLivedLongEnough() throws IOException {
    first.send(toOne("GET", "/1"));
    try (Peer connection = one.accept()) {
      answer(connection, "/1", first);
      proxy.pass(LIFETIME.dividedBy(2));
      first.send(toOne("GET", "/2"));
      answer(connection, "/2", first);
      proxy.pass(LIFETIME.dividedBy(2));
      connection.expectEnd();
    }
  }

  @Test
  void letsTheLastRequestOfAConnectionFinish() throws IOException {
    first.send(toOne("GET", "/1"));
    try (Peer connection = one.accept()) {
      connection.head();
      proxy.pass(LIFETIME);
      connection.send(OK);
      assertThat(first.answer().keeps().body()).isEqualTo("ok");
      connection.expectEnd();
    }
  }
}
