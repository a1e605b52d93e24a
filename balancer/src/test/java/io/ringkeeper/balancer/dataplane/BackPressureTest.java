package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody is read faster than the other side takes it: memory stays bounded, and nothing is lost.
 */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class BackPressureTest {

  private static final int SIZE = Flood.SIZE;
  private static final int BLOCK = 64 * 1024;

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);

  BackPressureTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 134217728\r\n", ""})
  void doesNotReadAReplicaFarAheadOfItsClient(String framing) throws Exception {
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\n" + framing + "Connection: close\r\n\r\n");
        Flood flood = new Flood(connection, SIZE, Peer::close);
        flood.awaitStandstill();
        client.head();
        Flood.read(client, SIZE);
        if (framing.isEmpty()) {
          client.expectEnd();
        }
        flood.awaitDone();
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
        Flood flood = new Flood(connection, size, Peer::close);
        flood.awaitStandstill();
        client.head();
        Flood.read(client, size);
        client.expectEnd();
        flood.awaitDone();
      }
    }
  }

  @Test
  void doesNotReadAClientFarAheadOfItsReplica() throws Exception {
    try (Peer client = proxy.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + SIZE + "\r\n\r\n");
      try (Peer connection = replica.accept()) {
        Flood flood = new Flood(client, SIZE);
        flood.awaitStandstill();
        connection.head();
        Flood.read(connection, SIZE);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.answer().keeps().body()).isEqualTo("ok");
        flood.awaitDone();
      }
    }
  }

  @Test
  void givesUpAReplicaThatTakesNoMoreOfABody() throws Exception {
    try (Peer client = proxy.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + SIZE + "\r\n\r\n");
      try (Peer connection = replica.accept()) {
        Flood flood = new Flood(client, SIZE);
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
  void isPatientWithAClientAsLongAsItTakesSome() throws Exception {
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
        Flood flood = new Flood(connection, SIZE);
        flood.awaitStandstill();
        client.head();
        for (int i = 0; i < 4; i++) {
          proxy.pass(Settings.BODY);
          readUntilMoreIsSent(client, flood);
        }
        flood.awaitStandstill();
        proxy.pass(Settings.SEND);
        client.expectGone();
        connection.expectGone();
        assertThat(flood.done).failsWithin(Duration.ofSeconds(10));
      }
    }
  }

  private static void readUntilMoreIsSent(Peer reading, Flood flood) throws IOException {
    long before = flood.sent.get();
    while (flood.sent.get() == before) {
      Flood.read(reading, BLOCK);
    }
  }

  @Test
  void isPatientWithAReplicaAsLongAsItTakesSome() throws Exception {
    try (Peer client = proxy.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + SIZE + "\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        Flood flood = new Flood(client, SIZE);
        for (int i = 0; i < 4; i++) {
          flood.awaitStandstill();
          proxy.pass(Settings.BODY.dividedBy(2).plusSeconds(1));
          readUntilMoreIsSent(connection, flood);
        }
        flood.awaitStandstill();
        proxy.pass(Settings.BODY);
        client.answer().isError(504, "in time").closes();
        connection.expectGone();
      }
    }
  }

  @Test
  void doesNotReadTheNextAnswerAheadOfAClientThatHasNotReadTheOneBefore() throws Exception {
    int first = 16 * BLOCK;
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + first + "\r\n\r\n");
        new Flood(connection, first).awaitDone();
        client.head();
        Flood.read(client, first);
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
        Flood flood = new Flood(connection, SIZE);
        flood.awaitStandstill();
        client.head();
        Flood.read(client, SIZE);
        flood.awaitDone();
      }
    }
  }

  @Test
  void doesNotAnswerAheadOfAClientThatAsksAndNeverReads() throws Exception {
    String request = "GET /" + "a".repeat(100) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    byte[] requests = Peer.bytes(request.repeat(BLOCK / request.length()));
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
      assertThat(sent.get()).isLessThan(Flood.AHEAD);
      client.answer().isError(503, "No replica");
      client.reset();
      asking.join(Duration.ofSeconds(10));
    }
  }
}
