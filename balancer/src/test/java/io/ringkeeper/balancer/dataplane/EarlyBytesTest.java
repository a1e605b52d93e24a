package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of a client that come before anybody can make use of them: all are kept, or all lost. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class EarlyBytesTest {

  private static final String FIRST = get("/1");
  private static final String BODY = "0123456789".repeat(20_000);
  private static final String FOLLOWING =
      "PUT /2 HTTP/1.1\r\nHost: h\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
  private static final String REST = FOLLOWING + get("/3");

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  EarlyBytesTest() throws IOException {}

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private ProxyUnderTest proxy() throws IOException {
    return new ProxyUnderTest(replica);
  }

  private static void answer(Peer connection, Peer client, String target) throws IOException {
    assertThat(connection.head()).contains(" " + target + " HTTP/1.1\r\n");
    answerBehindHead(connection, client, target);
  }

  private static void answerBehindHead(Peer connection, Peer client, String target)
      throws IOException {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
    assertThat(client.answer().body()).isEqualTo(target);
  }

  private static void answerRest(Peer connection, Peer client) throws IOException {
    assertThat(connection.head()).startsWith("PUT /2 ");
    assertThat(connection.read(BODY.length()).equals(BODY)).isTrue();
    answerBehindHead(connection, client, "/2");
    answer(connection, client, "/3");
  }

  /** Around what is kept while memory is short, and what is read at a time. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2047, 2048, 2049, 4067, 4068, 4069, 4095, 4096, 4097, 16_355, 16_356, 16_357, 20_451,
        20_452, 20_453, 65_535, 65_536, 65_537, 86_013, 86_014, 200_000
      })
  void areKeptBehindARequestWhoseAnswerIsSlow(int early) throws IOException {
    try (ProxyUnderTest proxy = proxy();
        Peer client = proxy.client()) {
      client.send(FIRST + REST.substring(0, early));
      try (Peer connection = replica.accept()) {
        assertThat(connection.head()).startsWith("GET /1 ");
        proxy.settle();
        client.send(REST.substring(early));
        answerBehindHead(connection, client, "/1");
        answerRest(connection, client);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2047, 2047", "2048, 2048", "2048, 1024"})
  void ofThemALittleIsKeptWhileMemoryIsShort(int early, int atOnce) throws IOException {
    try (ProxyUnderTest proxy = proxy();
        Peer client = proxy.client()) {
      proxy.keepMuch();
      client.send(FIRST + REST.substring(0, atOnce));
      try (Peer connection = replica.accept()) {
        assertThat(connection.head()).startsWith("GET /1 ");
        proxy.settle();
        client.send(REST.substring(atOnce, early));
        proxy.settle();
        answerBehindHead(connection, client, "/1");
        client.send(REST.substring(early));
        answerRest(connection, client);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2049, 3000, 4067, 4068, 4069, 16_384, 65_536})
  void ofMoreNothingIsMadeUseOfWhileMemoryIsShort(int early) throws IOException {
    try (ProxyUnderTest proxy = proxy();
        Peer client = proxy.client()) {
      proxy.keepMuch();
      client.send(FIRST + REST.substring(0, early));
      try (Peer connection = replica.accept()) {
        assertThat(connection.head()).startsWith("GET /1 ");
        proxy.settle();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.answer().body()).isEqualTo("ok");
        client.expectEnd();
        try (Peer other = proxy.client()) {
          other.send(get("/4"));
          answer(connection, other, "/4"); // and nothing of the first client came before
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 39, 4096, 65_536, 200_000})
  void areReadThoughTheyCameBeforeTheConnectionWasAccepted(int early) throws IOException {
    try (ProxyUnderTest proxy = proxy()) {
      Block block = new Block(proxy.dataPlane.workers.values().iterator().next());
      try (Peer client = proxy.client()) {
        client.send((FIRST + REST).substring(0, early));
        block.end();
        client.send((FIRST + REST).substring(early)).endOutput();
        try (Peer connection = replica.accept()) {
          answer(connection, client, "/1");
          answerRest(connection, client);
          client.expectEnd();
        }
      }
    }
  }

  /** One loop listens, and gives the connections to all of them in turn. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void areReadThoughTheyCameBeforeTheConnectionHadALoop(int first) throws IOException {
    Settings settings = new Settings();
    settings.loops = 3;
    try (ProxyUnderTest proxy = new ProxyUnderTest(settings, ProxyUnderTest.NONE, replica)) {
      List<Block> blocks = new ArrayList<>();
      for (Worker worker : proxy.dataPlane.workers.values()) {
        blocks.add(new Block(worker));
      }
      List<Peer> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Peer client = proxy.client().send(FIRST);
        client.endOutput();
        clients.add(client);
      }
      blocks.remove(first).end();
      blocks.forEach(Block::end);
      for (int i = 0; i < 3; i++) {
        Peer connection = replica.accept();
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      }
      for (Peer client : clients) {
        assertThat(client.answer().body()).isEqualTo("ok");
        client.expectEnd();
        client.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 14, 15, 16, 54, 4096, 65_536})
  void areReadBehindAnIntroduction(int early) throws IOException {
    Settings settings = new Settings();
    settings.forwarding = Settings.forwarding("trusted=127.0.0.1", "proxy-protocol.accept=on");
    try (ProxyUnderTest proxy = new ProxyUnderTest(settings, ProxyUnderTest.NONE, replica)) {
      Block block = new Block(proxy.dataPlane.workers.values().iterator().next());
      String all = "PROXY UNKNOWN\r\n" + FIRST + REST;
      try (Peer client = Peer.connect(proxy.address)) {
        client.send(all.substring(0, early));
        block.end();
        proxy.settle();
        client.send(all.substring(early));
        try (Peer connection = replica.accept()) {
          answer(connection, client, "/1");
          answerRest(connection, client);
        }
      }
    }
  }

  /** A loop that does nothing until the end of this. */
  private static final class Block {

    private final CountDownLatch over = new CountDownLatch(1);
    private final Worker worker;
    private final Future<?> task;

    Block(Worker worker) throws IOException {
      this.worker = worker;
      CountDownLatch begun = new CountDownLatch(1);
      task =
          worker.loop.submit(() -> {
            begun.countDown();
            over.await();
            return null;
          });
      await(begun);
    }

    private static void await(CountDownLatch latch) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    /** It goes on, and has looked at its connections. */
    void end() {
      over.countDown();
      task.syncUninterruptibly();
      for (int i = 0; i < 3; i++) {
        worker.loop.submit(() -> {}).syncUninterruptibly();
      }
    }
  }
}
