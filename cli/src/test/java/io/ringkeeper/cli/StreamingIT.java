package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies pass through; they are not kept. */
class StreamingIT {

  private static final int BLOCK = 1024 * 1024;
  private static final int BLOCKS = 1024;
  private static final int WARM_BLOCKS = 128;
  private static final long MAX_GROWTH_KIB = 48 * 1024;

  /** One megabyte that is like no other: what is lost, doubled or out of order does not match. */
  private static final byte[] CONTENT = new byte[BLOCK];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @Test
  void aGibibyteEachWayLeavesTheMemoryFlat() throws Exception {
    try (StaticReplica echo = new StaticReplica(StreamingIT::echo);
        RunningBalancer balancer = RunningBalancer.start(echo.settings());
        Socket client = new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
      assertThat(balancer.program().handle().info().arguments().orElseThrow()).contains("-Xmx64m");
      client.setSoTimeout((int) Program.LIMIT.toMillis());
      long start = System.nanoTime();
      FutureTask<Void> sending =
          new FutureTask<>(() -> {
            send(client);
            return null;
          });
      Thread.ofPlatform().start(sending);
      long growth = receive(client, balancer.pid());
      sending.get(1, TimeUnit.MINUTES);
      System.out.printf(
          "1 GiB each way in %d s; the balancer has %d MiB resident, %d MiB more than after %d MiB%n",
          Duration.ofNanos(System.nanoTime() - start).toSeconds(),
          Proc.residentKib(balancer.pid()) / 1024,
          growth / 1024,
          WARM_BLOCKS);
      assertThat(growth).as("growth of the resident memory in KiB").isLessThan(MAX_GROWTH_KIB);
    }
  }

  private static void echo(HttpExchange exchange) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    exchange.sendResponseHeaders(200, length == null ? -1 : Long.parseLong(length));
    exchange.getRequestBody().transferTo(exchange.getResponseBody());
    exchange.close();
  }

  private static void send(Socket client) throws IOException {
    String head =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + (long) BLOCK * BLOCKS
            + "\r\n\r\n";
    client.getOutputStream().write(head.getBytes(US_ASCII));
    for (int i = 0; i < BLOCKS; i++) {
      client.getOutputStream().write(CONTENT);
    }
  }

  /** Reads the whole answer; by how much the resident memory grew after its first part, in KiB. */
  private static long receive(Socket client, long balancer) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream(), BLOCK);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    assertThat(head).startsWith("HTTP/1.1 200 ");
    long warm = 0;
    long most = 0;
    for (int i = 1; i <= BLOCKS; i++) {
      assertThat(in.readNBytes(BLOCK)).as("block %d", i).isEqualTo(CONTENT);
      if (i == WARM_BLOCKS) {
        warm = Proc.residentKib(balancer);
      } else if (i % WARM_BLOCKS == 0) {
        most = Math.max(most, Proc.residentKib(balancer));
      }
    }
    return most - warm;
  }
}
