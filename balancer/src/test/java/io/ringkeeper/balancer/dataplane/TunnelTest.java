package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to leave HTTP, and what becomes of connections that have. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class TunnelTest {

  private static final String UPGRADE =
      "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Key: k\r\n";

  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
          + "Sec-WebSocket-Accept: a\r\n\r\n";

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  TunnelTest() throws IOException {}

  /** The replica's end of a tunnel that stands. */
  private Peer open() throws IOException {
    client.send(UPGRADE + "\r\n");
    Peer connection = replica.accept();
    connection.head();
    connection.send(SWITCHING);
    client.head();
    return connection;
  }

  private void expectNoTunnel() {
    await().until(() -> proxy.count(Counter.OPEN_TUNNELS) == 0);
    await().until(() -> proxy.count(Counter.OPEN_UPSTREAMS) == 0);
    await().until(() -> proxy.handle(1).inFlight() == 0);
    proxy.awaitClients(0);
  }

  @Test
  void passesTheUpgradeOnAndThenEveryByte() throws IOException {
    client.send(UPGRADE + "\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .contains("\r\nUpgrade: websocket\r\n")
          .contains("\r\nConnection: Upgrade\r\n")
          .contains("\r\nSec-WebSocket-Key: k\r\n")
          .doesNotContain("keep-alive");
      connection.send(SWITCHING);
      assertThat(client.head())
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .contains("\r\nUpgrade: websocket\r\n")
          .contains("\r\nConnection: Upgrade\r\n")
          .contains("\r\nSec-WebSocket-Accept: a\r\n");
      client.send("\0ping GET / HTTP/1.1\r\n\r\n");
      assertThat(connection.read(24)).isEqualTo("\0ping GET / HTTP/1.1\r\n\r\n");
      connection.send("\u00ffpong HTTP/1.1 200 OK\r\n\r\n");
      assertThat(client.read(25)).isEqualTo("\u00ffpong HTTP/1.1 200 OK\r\n\r\n");
      assertThat(proxy.handle(1).inFlight()).isOne();
      assertThat(proxy.count(Counter.OPEN_TUNNELS)).isOne();
    }
  }

  @Test
  void losesNothingThatFollowsAHeadAtOnce() throws IOException {
    client.send(UPGRADE + "\r\nearly from the client");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(SWITCHING + "early from the replica");
      client.head();
      assertThat(client.read(22)).isEqualTo("early from the replica");
      assertThat(connection.read(21)).isEqualTo("early from the client");
      client.send("later");
      assertThat(connection.read(5)).isEqualTo("later");
    }
  }

  @Test
  void losesNothingOfAClientThatHasEndedItsOutput() throws IOException {
    client.send(UPGRADE + "\r\nall of it").endOutput();
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(SWITCHING);
      assertThat(connection.toEnd()).isEqualTo("all of it");
      client.head();
      connection.send("an answer").close();
      assertThat(client.toEnd()).isEqualTo("an answer");
    }
    expectNoTunnel();
  }

  @Test
  void takesAnyOtherAnswerForAnAnswer() throws IOException {
    client.send(UPGRADE + "\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 403 Forbidden\r\nUpgrade: x\r\nContent-Length: 2\r\n\r\nno");
      Answer answer = client.answer().keeps();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.field("Upgrade")).isNull();
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(connection.head()).doesNotContain("Upgrade");
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket, H2C\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Content-Length: 2\r\n\r\nhi",
        "POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void passesNoOtherUpgradeOn(String request) throws IOException {
    client.send(request);
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).doesNotContain("Upgrade:").doesNotContain("Connection:");
      connection.send(SWITCHING);
      client.answer().isError(502, "malformed");
      connection.expectGone();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\n\r\n"
      })
  void refusesASwitchToNothing(String answer) throws IOException {
    client.send(UPGRADE + "\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(answer);
      client.answer().isError(502, "malformed");
      connection.expectGone();
    }
  }

  @Test
  void passesTheEndOfTheClientsOutputOn() throws IOException {
    try (Peer connection = open()) {
      client.send("the end").endOutput();
      assertThat(connection.toEnd()).isEqualTo("the end");
      connection.send("still here");
      assertThat(client.read(10)).isEqualTo("still here");
      connection.close();
      client.expectEnd();
    }
    expectNoTunnel();
  }

  @Test
  void passesTheEndOfTheReplicasOutputOn() throws IOException {
    try (Peer connection = open()) {
      connection.send("the end").endOutput();
      assertThat(client.toEnd()).isEqualTo("the end");
      client.send("still here");
      assertThat(connection.read(10)).isEqualTo("still here");
      client.endOutput();
      connection.expectEnd();
    }
    expectNoTunnel();
  }

  @Test
  void cutsTheReplicaOffWhenTheClientIsCutOff() throws IOException {
    try (Peer connection = open()) {
      client.reset();
      connection.expectReset();
    }
    expectNoTunnel();
  }

  @Test
  void cutsTheClientOffWhenTheReplicaIsCutOff() throws IOException {
    Peer connection = open();
    connection.reset();
    client.expectReset();
    expectNoTunnel();
  }

  @Test
  void closesATunnelInWhichNothingMoves() throws IOException {
    try (Peer connection = open()) {
      for (int i = 0; i < 2; i++) {
        proxy.pass(Settings.TUNNEL.dividedBy(2));
        client.send("a");
        assertThat(connection.read(1)).isEqualTo("a");
        proxy.pass(Settings.TUNNEL.dividedBy(2));
        connection.send("b");
        assertThat(client.read(1)).isEqualTo("b");
      }
      proxy.pass(Settings.TUNNEL);
      client.expectEnd();
      connection.expectEnd();
    }
    expectNoTunnel();
  }

  @Test
  void closesTheTunnelsOfARemovedReplicaWhenItsDrainIsOver() throws Exception {
    CountDownLatch drained = new CountDownLatch(1);
    try (Peer connection = open()) {
      proxy.unpublish(1);
      proxy.dataPlane.drain(proxy.handle(1), drained::countDown);
      proxy.pass(Settings.DRAIN.dividedBy(2));
      client.send("still");
      assertThat(connection.read(5)).isEqualTo("still");
      connection.send("here");
      assertThat(client.read(4)).isEqualTo("here");
      assertThat(drained.getCount()).isOne();
      proxy.pass(Settings.DRAIN);
      client.expectEnd();
      connection.expectEnd();
      assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
    }
    expectNoTunnel();
  }

  private CompletableFuture<Void> quiesce(Duration drain) {
    return CompletableFuture.runAsync(
        () -> proxy.dataPlane.quiesce(drain), task -> Thread.ofVirtual().start(task));
  }

  @Test
  void keepsTunnelsWhileTheBalancerDrains() throws Exception {
    try (Peer connection = open()) {
      CompletableFuture<Void> quiet = quiesce(Duration.ofMinutes(1));
      client.send("still");
      assertThat(connection.read(5)).isEqualTo("still");
      assertThat(quiet).isNotDone();
      client.close();
      connection.expectEnd();
      connection.close();
      quiet.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void closesTunnelsWhenTheBalancerHasDrained() throws Exception {
    try (Peer connection = open()) {
      quiesce(Duration.ofMillis(1)).get(10, TimeUnit.SECONDS);
      client.expectEnd();
      connection.expectEnd();
    }
    expectNoTunnel();
  }

  private static void expectFlood(Peer from, Peer to) throws Exception {
    Flood flood = new Flood(from, Flood.SIZE, Peer::endOutput);
    flood.awaitStandstill();
    Flood.read(to, Flood.SIZE);
    to.expectEnd();
    flood.awaitDone();
  }

  @Test
  void readsNeitherSideFasterThanTheOtherTakesIt() throws Exception {
    try (Peer narrow = Peer.connectNarrow(proxy.address)) {
      narrow.send(UPGRADE + "\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send(SWITCHING);
        narrow.head();
        expectFlood(narrow, connection);
        expectFlood(connection, narrow);
      }
    }
    client.leave();
    expectNoTunnel();
  }

  @Test
  void givesUpAClientThatTakesNothing() throws Exception {
    try (Peer narrow = Peer.connectNarrow(proxy.address)) {
      narrow.send(UPGRADE + "\r\n");
      Peer connection = replica.accept();
      connection.head();
      connection.send(SWITCHING);
      narrow.head();
      Flood flood = new Flood(connection, Flood.SIZE);
      flood.awaitStandstill();
      proxy.pass(Settings.SEND);
      connection.expectGone();
      assertThat(flood.done).failsWithin(Duration.ofSeconds(10));
      narrow.expectGone();
    }
    client.leave();
    expectNoTunnel();
  }
}
