package io.ringkeeper.balancer.engine.docker;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's thread, which has all state and never waits, and the workers, which have none and
 * wait for the Docker engine. All are daemons.
 */
final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final int WORKERS = 16;
  private static final int IDLE_SECONDS = 30;

  private final ScheduledThreadPoolExecutor engine =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("docker-engine").factory(), new DiscardPolicy());

  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          WORKERS,
          WORKERS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("docker-worker-", 1).factory(),
          new DiscardPolicy());

  Threads() {
    engine.setRemoveOnCancelPolicy(true);
    engine.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers.allowCoreThreadTimeOut(true);
  }

  /** Has the engine's thread do it, after what it was told before. */
  void tell(Runnable task) {
    engine.execute(guarded(task));
  }

  void later(Duration delay, Runnable task) {
    engine.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Has a worker do it. */
  void work(Runnable work) {
    workers.execute(guarded(work));
  }

  /** Has a worker do it, and the engine's thread take what comes of it. */
  <T> void work(Supplier<T> work, Consumer<T> outcome) {
    work(() -> {
      T result = work.get();
      tell(() -> outcome.accept(result));
    });
  }

  /** An error of ours must not end a thread in silence. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("A task of the Docker engine failed", e);
      }
    };
  }

  @Override
  public void close() {
    workers.shutdownNow();
    engine.shutdown();
  }
}
