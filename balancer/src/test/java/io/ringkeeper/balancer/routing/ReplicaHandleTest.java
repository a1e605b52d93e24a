package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplicaHandleTest {

  private static final int LOOPS = 3;
  private static final int ROUNDS = 3000;

  private final AtomicInteger idle = new AtomicInteger();

  @Test
  void countsWhoIsInsideByTheLoop() {
    ReplicaHandle handle = handle();

    assertThat(handle.enter(0)).isTrue();
    assertThat(handle.enter(0)).isTrue();
    assertThat(handle.enter(2)).isTrue();
    assertThat(handle.inFlight()).isEqualTo(3);
    handle.leave(0);
    handle.leave(2);
    assertThat(handle.inFlight()).isEqualTo(1);
  }

  @Test
  void letsNobodyInOnceItIsRetired() {
    ReplicaHandle handle = handle();
    handle.retire();

    assertThat(handle.enter(1)).isFalse();
    assertThat(handle.inFlight()).isZero();
  }

  @Test
  void aLoopIsIdleAtOnceIfNobodyOfItIsInside() {
    ReplicaHandle handle = handle();
    handle.enter(1);
    handle.retire();
    handle.whenIdle(0, idle::incrementAndGet);

    assertThat(idle).hasValue(1);
  }

  @Test
  void aLoopIsIdleOnceWhenItsLastOneLeaves() {
    ReplicaHandle handle = handle();
    handle.enter(0);
    handle.enter(0);
    handle.enter(1);
    handle.retire();
    handle.whenIdle(0, idle::incrementAndGet);
    handle.leave(0);
    handle.leave(1);
    assertThat(idle).hasValue(0);
    handle.leave(0);
    assertThat(idle).hasValue(1);
    assertThat(handle.enter(0)).isFalse();
    assertThat(idle).hasValue(1);
  }

  /** Who leaves between the retirement and the task that asks is not who is waited for. */
  @Test
  void aLoopThatEmptiesBeforeItIsAskedIsIdleWhenItIsAsked() {
    ReplicaHandle handle = handle();
    handle.enter(0);
    handle.retire();
    handle.leave(0);
    handle.whenIdle(0, idle::incrementAndGet);

    assertThat(idle).hasValue(1);
  }

  /** Loops go in and out while it is retired: when all say idle, nobody is in, or ever again. */
  @Test
  void whenAllLoopsAreIdleNobodyIsInside() throws Exception {
    List<ExecutorService> loops = new ArrayList<>();
    for (int loop = 0; loop < LOOPS; loop++) {
      loops.add(Executors.newSingleThreadExecutor());
    }
    try {
      for (int round = 0; round < ROUNDS; round++) {
        retireUnderTraffic(loops);
      }
    } finally {
      loops.forEach(ExecutorService::close);
    }
  }

  private static void retireUnderTraffic(List<ExecutorService> loops) throws Exception {
    ReplicaHandle handle = handle();
    AtomicInteger inside = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(LOOPS);
    CountDownLatch over = new CountDownLatch(LOOPS);
    CountDownLatch idle = new CountDownLatch(LOOPS);
    for (int loop = 0; loop < LOOPS; loop++) {
      Traffic traffic = new Traffic(handle, loop, loops.get(loop), inside, busy, over);
      loops.get(loop).execute(traffic);
    }
    assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
    handle.retire();
    for (int loop = 0; loop < LOOPS; loop++) {
      int mine = loop;
      loops.get(loop).execute(() -> handle.whenIdle(mine, idle::countDown));
    }

    assertThat(idle.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(inside).hasValue(0);
    assertThat(handle.inFlight()).isZero();
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(inside).hasValue(0);
  }

  /** Exchanges of one loop: each is inside from one task to the next, where another one enters. */
  private record Traffic(
      ReplicaHandle handle,
      int loop,
      ExecutorService tasks,
      AtomicInteger inside,
      CountDownLatch busy,
      CountDownLatch over)
      implements Runnable {

    @Override
    public void run() {
      if (!handle.enter(loop)) {
        over.countDown();
        return;
      }
      inside.incrementAndGet();
      busy.countDown();
      tasks.execute(() -> {
        run();
        inside.decrementAndGet();
        handle.leave(loop);
      });
    }
  }

  private static ReplicaHandle handle() {
    return new ReplicaHandle(
        1, 1, "server1", InetSocketAddress.createUnresolved("replica", 1), LOOPS);
  }
}
