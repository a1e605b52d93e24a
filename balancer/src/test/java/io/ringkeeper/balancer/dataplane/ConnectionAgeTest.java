package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections of one replica that were begun one after the other end so, too. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class ConnectionAgeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration LIFETIME = Duration.ofSeconds(10);

  /** Longer than lifetimes differ by chance. */
  private static final Duration BETWEEN = LIFETIME.dividedBy(5);

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica(1);
  @AutoClose private final ScriptedReplica other = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy =
      new ProxyUnderTest(settings(), ProxyUnderTest.NONE, replica, other);

  @AutoClose private final Peer first = proxy.client();
  @AutoClose private final Peer second = proxy.client();

  ConnectionAgeTest() throws IOException {}

  private static Settings settings() {
    Settings settings = new Settings();
    settings.poolIdle = Duration.ofHours(1);
    settings.lifetime = LIFETIME;
    return settings;
  }

  private String request() {
    return "GET / HTTP/1.1\r\nHost: h\r\n" + proxy.triedAt(1, 2) + "\r\n";
  }

  private static void answer(Peer connection, Peer asking) throws IOException {
    connection.head();
    connection.send(OK);
    assertThat(asking.answer().keeps().body()).isEqualTo("ok");
  }

  /** A connection whose request has no answer yet, and one that was begun later and is idle. */
  private record Two(Peer older, Peer younger) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      older.close();
      younger.close();
    }
  }

  private Two oneAfterTheOther() throws IOException {
    first.send(request());
    Peer older = replica.accept();
    older.head();
    proxy.pass(BETWEEN);
    second.send(request());
    Peer younger = replica.accept();
    answer(younger, second);
    return new Two(older, younger);
  }

  @Test
  void eachHasItsOwnLifetime() throws IOException {
    try (Two two = oneAfterTheOther()) {
      two.older.send(OK);
      assertThat(first.answer().body()).isEqualTo("ok");
      proxy.pass(LIFETIME.minus(BETWEEN));
      two.older.expectEnd();
      first.send(request());
      answer(two.younger, first);
      proxy.pass(BETWEEN);
      two.younger.expectEnd();
    }
  }

  @Test
  void thoseAtWorkWhenTheirLifetimeEndsDoNotKeepTheOthers() throws IOException {
    try (Two two = oneAfterTheOther()) {
      proxy.pass(LIFETIME);
      two.younger.expectEnd();
      two.older.send(OK);
      assertThat(first.answer().body()).isEqualTo("ok");
      two.older.expectEnd();
    }
  }

  @Test
  void eachMayTakeItsOwnTimeToConnect() throws IOException {
    List<Socket> backlog = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      backlog.add(new Socket());
      backlog.get(i).connect(replica.address());
    }
    first.send(request());
    proxy.pass(Settings.CONNECT.minusSeconds(1));
    second.send(request());
    proxy.pass(Duration.ofSeconds(1));
    try (Peer connection = other.accept()) {
      answer(connection, first);
      proxy.pass(Settings.CONNECT.minusSeconds(2));
      assertThat(proxy.count(Counter.RETRIES)).isOne();
      proxy.pass(Duration.ofSeconds(1));
      answer(connection, second);
    }
    for (Socket socket : backlog) {
      socket.close();
    }
  }

  /** More than one sweep closes. */
  @Test
  void thoseThatAreIdleForTooLongAllGo() throws IOException {
    Settings settings = new Settings();
    settings.poolIdle = Duration.ofSeconds(4);
    List<Peer> clients = new ArrayList<>();
    List<Peer> connections = new ArrayList<>();
    try (ScriptedReplica only = new ScriptedReplica();
        ProxyUnderTest many = new ProxyUnderTest(settings, ProxyUnderTest.NONE, only)) {
      for (int i = 0; i < 150; i++) {
        Peer client = many.client();
        clients.add(client);
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        connections.add(only.accept());
      }
      for (int i = 0; i < clients.size(); i++) {
        answer(connections.get(i), clients.get(i));
      }
      many.pass(settings.poolIdle);
      for (Peer connection : connections) {
        connection.expectEnd();
      }
    } finally {
      for (Peer peer : clients) {
        peer.close();
      }
      for (Peer peer : connections) {
        peer.close();
      }
    }
  }
}
