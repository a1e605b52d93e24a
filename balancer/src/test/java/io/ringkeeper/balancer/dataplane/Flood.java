package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends so many bytes from a thread of its own, counting those that have left. */
final class Flood {

  /** More than sockets and balancer hold together. */
  static final int SIZE = 128 * 1024 * 1024;

  /**
   * What the sockets of both connections and our own buffers may hold together. Linux lets the
   * buffers of a busy connection grow to 6 MiB, and on some machines to 32 MiB each.
   */
  static final long AHEAD = 96L * 1024 * 1024;

  private static final byte[] BLOCK = Peer.bytes("0123456789abcdef".repeat(4096));

  /** What is done behind the last byte. */
  interface Afterwards {
    void to(Peer peer) throws IOException;
  }

  final AtomicLong sent = new AtomicLong();
  final CompletableFuture<Void> done;

  Flood(Peer to, int bytes, Afterwards afterwards) {
    done =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (sent.get() < bytes) {
                  to.send(BLOCK);
                  sent.addAndGet(BLOCK.length);
                }
                afterwards.to(to);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
  }

  Flood(Peer to, int bytes) {
    this(to, bytes, peer -> {});
  }

  /** Waits until nothing has left for a while. */
  void awaitStandstill() {
    AtomicLong last = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> last.getAndSet(sent.get()) == sent.get());
    assertThat(sent.get()).isLessThan(AHEAD);
  }

  void awaitDone() throws InterruptedException, ExecutionException, TimeoutException {
    done.get(10, TimeUnit.SECONDS);
  }

  /** Reads so many bytes of a flood, from the start of a block. */
  static void read(Peer from, int bytes) throws IOException {
    String block = Peer.text(BLOCK);
    for (int at = 0; at < bytes; at += BLOCK.length) {
      assertThat(from.read(BLOCK.length).equals(block)).as("block at " + at).isTrue();
    }
  }
}
