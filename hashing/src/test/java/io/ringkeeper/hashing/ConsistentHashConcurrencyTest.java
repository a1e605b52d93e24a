package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsistentHashConcurrencyTest {

  private static final int READERS = 3;

  /** Server 257 joins and leaves servers 1 to 3, and takes half the keys when it does. */
  @Test
  void everyAnswerIsTheOwnerBeforeOrAfterTheChange() throws Exception {
    Ring without = Ring.of(RingShape.mission(), 1, 2, 3);
    Ring with = without.with(257);
    var hash = new ConsistentHash();
    IntStream.of(1, 2, 3).forEach(hash::addServer);

    var reading = new CountDownLatch(READERS);
    var changing = new AtomicBoolean(true);
    Callable<Long> reader =
        () -> {
          long wrong = 0;
          for (long key = 0; changing.get(); key++) {
            int owner = hash.getServerForKey(key);
            if (owner != without.ownerIdOf(key) && owner != with.ownerIdOf(key)) {
              wrong++;
            }
            if (key == 1_000) {
              reading.countDown();
            }
          }
          return wrong;
        };

    try (var threads = Executors.newFixedThreadPool(READERS)) {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        results.add(threads.submit(reader));
      }
      try {
        reading.await();
        for (int change = 0; change < 20_000; change++) {
          hash.addServer(257);
          hash.removeServer(257);
        }
      } finally {
        changing.set(false);
      }
      for (Future<Long> wrong : results) {
        assertThat(wrong.get()).isZero();
      }
    }
    assertThat(hash.ring()).isEqualTo(without);
  }

  @Test
  void changesFromManyThreadsAreNeverLost() throws Exception {
    for (int round = 0; round < 200; round++) {
      var hash = new ConsistentHash();
      var start = new CyclicBarrier(4);
      try (var threads = Executors.newFixedThreadPool(4)) {
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
          int first = 14 * writer;
          writers.add(
              threads.submit(() -> {
                start.await();
                IntStream.range(first, first + 14).forEach(hash::addServer);
                return hash;
              }));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }
      }
      assertThat(hash.ring())
          .isEqualTo(Ring.of(RingShape.mission(), IntStream.range(0, 56).toArray()));
    }
  }
}
