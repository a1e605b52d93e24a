package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody is read faster than the other side takes it: memory stays bounded, and nothing is lost.
 */
@ExtendWith(Leaks.class)
class BackPressureTest {

  private static final int SIZE = 64 * 1024 * 1024;

  /** What the sockets of both connections and our own buffers may hold together. */
  private static final long AHEAD = 32L * 1024 * 1024;

  private static final byte[] BLOCK = Peer.bytes("0123456789abcdef".repeat(4096));

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);

  BackPressureTest() throws IOException {}

  /** Sends so many bytes from a thread of its own, counting those that have left. */
  private static final class Flood {
    final AtomicLong sent = new AtomicLong();
    final CompletableFuture<Void> done;

    Flood(Peer to, int bytes, boolean thenClose) {
      done =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (sent.get() < bytes) {
                    to.send(BLOCK);
                    sent.addAndGet(BLOCK.length);
                  }
                  if (thenClose) {
                    to.close();
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> Thread.ofVirtual().start(task));
    }

    /** Waits until nothing has left for a while. */
    void awaitStandstill() {
      AtomicLong last = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> last.getAndSet(sent.get()) == sent.get());
    }
  }

  private static void readFlood(Peer from, int bytes) throws IOException {
    String block = Peer.text(BLOCK);
    for (int at = 0; at < bytes; at += BLOCK.length) {
      assertThat(from.read(BLOCK.length).equals(block)).as("block at " + at).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 67108864\r\n", ""})
  void doesNotReadAReplicaFarAheadOfItsClient(String framing) throws Exception {
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\n" + framing + "Connection: close\r\n\r\n");
        Flood flood = new Flood(connection, SIZE, true);
        flood.awaitStandstill();
        assertThat(flood.sent.get()).isLessThan(AHEAD);
        client.head();
        readFlood(client, SIZE);
        if (framing.isEmpty()) {
          client.expectEnd();
        }
        flood.done.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12, 16, 20})
  void losesNothingOfAReplicaThatIsDoneBeforeItsClientBegins(int quarters) throws Exception {
    int size = quarters * 256 * 1024;
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\n\r\n");
        Flood flood = new Flood(connection, size, true);
        flood.awaitStandstill();
        client.head();
        readFlood(client, size);
        client.expectEnd();
        flood.done.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void doesNotReadAClientFarAheadOfItsReplica() throws Exception {
    try (Peer client = proxy.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + SIZE + "\r\n\r\n");
      try (Peer connection = replica.accept()) {
        Flood flood = new Flood(client, SIZE, false);
        flood.awaitStandstill();
        assertThat(flood.sent.get()).isLessThan(AHEAD);
        connection.head();
        readFlood(connection, SIZE);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.answer().keeps().body()).isEqualTo("ok");
        flood.done.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void givesUpAReplicaThatTakesNoMoreOfABody() throws Exception {
    try (Peer client = proxy.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + SIZE + "\r\n\r\n");
      try (Peer connection = replica.accept()) {
        Flood flood = new Flood(client, SIZE, false);
        flood.awaitStandstill();
        proxy.clock.advance(Settings.BODY.plusSeconds(1));
        client.answer().isError(504, "in time").closes();
        connection.head();
        connection.expectGone();
        client.leave();
        assertThat(flood.done).failsWithin(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void doesNotReadTheNextAnswerAheadOfAClientThatHasNotReadTheOneBefore() throws Exception {
    int first = 16 * BLOCK.length;
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + first + "\r\n\r\n");
        new Flood(connection, first, false).done.get(10, TimeUnit.SECONDS);
        client.head();
        readFlood(client, first);
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
        Flood flood = new Flood(connection, SIZE, false);
        flood.awaitStandstill();
        assertThat(flood.sent.get()).isLessThan(AHEAD);
        client.head();
        readFlood(client, SIZE);
        flood.done.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void doesNotAnswerAheadOfAClientThatAsksAndNeverReads() throws Exception {
    String request = "GET /" + "a".repeat(100) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    byte[] requests = Peer.bytes(request.repeat(BLOCK.length / request.length()));
    proxy.unpublish(1);
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      AtomicLong sent = new AtomicLong();
      Thread asking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (sent.get() < SIZE) {
                    client.send(requests);
                    sent.addAndGet(requests.length);
                  }
                } catch (IOException e) {
                  sent.addAndGet(0); // closed below, as it should be
                }
              });
      AtomicLong last = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> last.getAndSet(sent.get()) == sent.get());
      assertThat(sent.get()).isLessThan(AHEAD);
      client.answer().isError(503, "No replica");
      client.reset();
      asking.join(Duration.ofSeconds(10));
    }
  }
}
