package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplicaHandleTest {

  private static final int THREADS = 3;
  private static final int ROUNDS = 3000;

  @Test
  void countsWhoIsInside() {
    ReplicaHandle handle = handle();

    assertThat(handle.enter()).isTrue();
    assertThat(handle.enter()).isTrue();
    assertThat(handle.inFlight()).isEqualTo(2);
    handle.leave();
    assertThat(handle.inFlight()).isEqualTo(1);
  }

  @Test
  void letsNobodyInOnceItIsRetired() {
    ReplicaHandle handle = handle();
    handle.retire(() -> {});

    assertThat(handle.enter()).isFalse();
    assertThat(handle.inFlight()).isZero();
  }

  @Test
  void isIdleAtOnceIfNobodyIsInside() {
    AtomicInteger idle = new AtomicInteger();
    ReplicaHandle handle = handle();
    handle.retire(idle::incrementAndGet);

    assertThat(idle).hasValue(1);
  }

  @Test
  void isIdleOnceWhenTheLastOneLeaves() {
    AtomicInteger idle = new AtomicInteger();
    ReplicaHandle handle = handle();
    handle.enter();
    handle.enter();
    handle.retire(idle::incrementAndGet);
    handle.leave();
    assertThat(idle).hasValue(0);
    handle.leave();
    assertThat(idle).hasValue(1);
    handle.enter();
    handle.retire(idle::incrementAndGet);
    assertThat(idle).hasValue(1);
  }

  /** Threads go in and out while it is retired: when it says idle, nobody is in, or ever again. */
  @Test
  void saysIdleExactlyOnceAndOnlyWhenNobodyIsInside() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      CyclicBarrier start = new CyclicBarrier(THREADS + 1);
      for (int round = 0; round < ROUNDS; round++) {
        retireUnderTraffic(threads, start);
      }
    }
  }

  private static void retireUnderTraffic(ExecutorService threads, CyclicBarrier start)
      throws Exception {
    ReplicaHandle handle = handle();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger insideWhenIdle = new AtomicInteger();
    AtomicInteger idle = new AtomicInteger();
    AtomicInteger enteredAfterIdle = new AtomicInteger();
    CountDownLatch saidIdle = new CountDownLatch(1);
    List<Future<?>> traffic = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      traffic.add(
          threads.submit(() -> {
            start.await();
            boolean wasIdle = idle.get() > 0;
            while (handle.enter()) {
              enteredAfterIdle.addAndGet(wasIdle ? 1 : 0);
              inside.incrementAndGet();
              inside.decrementAndGet();
              handle.leave();
              wasIdle = idle.get() > 0;
            }
            return null;
          }));
    }
    start.await();
    handle.retire(() -> {
      insideWhenIdle.set(inside.get());
      idle.incrementAndGet();
      saidIdle.countDown();
    });
    for (Future<?> thread : traffic) {
      thread.get(10, TimeUnit.SECONDS);
    }

    assertThat(saidIdle.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(idle).hasValue(1);
    assertThat(insideWhenIdle).hasValue(0);
    assertThat(enteredAfterIdle).hasValue(0);
    assertThat(handle.inFlight()).isZero();
  }

  private static ReplicaHandle handle() {
    return new ReplicaHandle(1, 1, "server1", InetSocketAddress.createUnresolved("replica", 1));
  }
}
