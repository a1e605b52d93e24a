package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many clients there may be, and how they are let go when the balancer stops. */
@ExtendWith(Leaks.class)
class ConnectionsTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy = new ProxyUnderTest(settings(), ProxyUnderTest.NONE, replica);

  ConnectionsTest() throws IOException {}

  private static Settings settings() {
    Settings settings = new Settings();
    settings.maxConnections = 3;
    return settings;
  }

  @Test
  void closesConnectionsAboveTheLimitAndTakesOthersLater() throws IOException {
    try (Peer first = proxy.client();
        Peer second = proxy.client();
        Peer third = proxy.client()) {
      proxy.awaitClients(3);
      try (Peer fourth = proxy.client()) {
        fourth.expectGone();
        assertThat(proxy.count(Counter.TURNED_AWAY)).isOne();
      }
      third.leave();
      proxy.awaitClients(2);
      try (Peer fifth = proxy.client()) {
        fifth.send(GET);
        try (Peer connection = replica.accept()) {
          connection.head();
          connection.send(OK);
          assertThat(fifth.answer().body()).isEqualTo("ok");
        }
      }
      first.endOutput();
      first.expectEnd();
      second.endOutput();
      second.expectEnd();
    }
  }

  private CompletableFuture<Void> quiesce(Duration drain) {
    return CompletableFuture.runAsync(
        () -> proxy.dataPlane.quiesce(drain), task -> Thread.ofVirtual().start(task));
  }

  @Test
  void finishesWhatIsAtWorkAndClosesWhatIsIdle() throws Exception {
    try (Peer idle = proxy.client();
        Peer begun = proxy.client();
        Peer waiting = proxy.client()) {
      begun.send("GET / HTTP/1.1\r\n");
      waiting.send(GET);
      try (Peer connection = replica.accept()) {
        connection.head();
        proxy.awaitClients(3);
        CompletableFuture<Void> quiet = quiesce(Duration.ofMinutes(1));
        idle.expectEnd();
        Assertions.assertThatThrownBy(proxy::client).isInstanceOf(ConnectException.class);
        connection.send(OK);
        assertThat(waiting.answer().closes().body()).isEqualTo("ok");
        waiting.expectEnd();
        assertThat(quiet).isNotDone();
        begun.send("Host: h\r\n\r\n");
        connection.head();
        connection.send(OK);
        assertThat(begun.answer().closes().body()).isEqualTo("ok");
        begun.expectEnd();
        quiet.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void cutsOffWhoIsNotDoneInTime() throws Exception {
    try (Peer waiting = proxy.client();
        Peer reading = proxy.client()) {
      waiting.send(GET);
      try (Peer one = replica.accept()) {
        one.head();
        reading.send(GET);
        try (Peer two = replica.accept()) {
          two.head();
          two.send("HTTP/1.1 200 OK\r\n\r\nhalf");
          reading.head();
          reading.read(4);
          quiesce(Duration.ofMillis(1)).get(10, TimeUnit.SECONDS);
          waiting.expectEnd();
          reading.expectReset();
          one.expectGone();
          two.expectGone();
        }
      }
    }
  }
}
