package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Bodies pass through; they are not kept, so that a small heap is enough. */
class StreamingIT {

  private static final String SMALL_HEAP = "-Xmx64m";
  private static final int BLOCK = 1024 * 1024;
  private static final int WARM_BLOCKS = 128;
  private static final long MAX_GROWTH_KIB = 48 * 1024;

  /** What the kernel's buffers and ours may hold between client and replica, and back. */
  private static final int MAX_HELD_BLOCKS = 128;

  /** One megabyte that is like no other: what is lost, doubled or out of order does not match. */
  private static final byte[] CONTENT = new byte[BLOCK];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @Test
  void aGibibyteEachWayLeavesTheMemoryFlat() throws Exception {
    try (StaticReplica echo = new StaticReplica(StreamingIT::echo);
        RunningBalancer balancer = start(echo);
        Upload upload = new Upload(balancer.address(), 1024)) {
      String options = "@" + Program.ROOT.resolve("bin/java.options");
      assertThat(balancer.program().handle().info().arguments().orElseThrow())
          .startsWith(options, SMALL_HEAP); // of two options that differ, the second counts
      long start = System.nanoTime();
      LongSummaryStatistics residentKib = new LongSummaryStatistics();
      upload.receive(blocks -> {
        if (blocks % WARM_BLOCKS == 0) {
          residentKib.accept(Proc.residentKib(balancer.pid()));
        }
      });
      long growthKib = residentKib.getMax() - residentKib.getMin();
      System.out.printf(
          "1 GiB each way in %d ms; the balancer has %d MiB resident, which varied by %d MiB%n",
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          residentKib.getMax() / 1024,
          growthKib / 1024);
      assertThat(growthKib).isLessThan(MAX_GROWTH_KIB);
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
    try (StaticReplica echo = new StaticReplica(StreamingIT::echo);
        RunningBalancer balancer = start(echo);
        Upload upload = new Upload(balancer.address(), 2 * MAX_HELD_BLOCKS)) {
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(Program.LIMIT)
          .until(() -> before.getAndSet(upload.sentBlocks()) == upload.sentBlocks());
      assertThat(upload.sentBlocks()).isLessThan(MAX_HELD_BLOCKS);
      upload.receive(blocks -> {});
    }
  }

  private static RunningBalancer start(StaticReplica replica) {
    Map<String, String> environment = Map.of("RINGKEEPER_JAVA_OPTS", SMALL_HEAP);
    return RunningBalancer.start(environment, List.of(), replica.settings()).awaitServing();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    exchange.sendResponseHeaders(200, length == null ? -1 : Long.parseLong(length));
    exchange.getRequestBody().transferTo(exchange.getResponseBody());
    exchange.close();
  }

  /** Sends blocks at once, and gets them back when it is told to. */
  private static final class Upload implements AutoCloseable {

    private final int blocks;
    private final Socket socket;
    private final FutureTask<Integer> sending = new FutureTask<>(this::send);
    private volatile int sentBlocks;

    Upload(InetSocketAddress balancer, int blocks) throws IOException {
      this.blocks = blocks;
      this.socket = new Socket(balancer.getAddress(), balancer.getPort());
      socket.setSoTimeout((int) Program.LIMIT.toMillis());
      Thread.ofPlatform().start(sending);
    }

    int sentBlocks() {
      return sentBlocks;
    }

    private int send() throws IOException {
      String head =
          "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted((long) BLOCK * blocks);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      for (int i = 1; i <= blocks; i++) {
        socket.getOutputStream().write(CONTENT);
        sentBlocks = i;
      }
      return blocks;
    }

    /** Reads the whole answer and compares it; tells {@code progress} of every block. */
    void receive(IntConsumer progress) throws Exception {
      InputStream in = new BufferedInputStream(socket.getInputStream(), BLOCK);
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertThat(head).startsWith("HTTP/1.1 200 ");
      for (int i = 1; i <= blocks; i++) {
        assertThat(Arrays.equals(in.readNBytes(BLOCK), CONTENT)).as("block %d", i).isTrue();
        progress.accept(i);
      }
      assertThat(sending.get(1, TimeUnit.MINUTES)).isEqualTo(blocks);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
