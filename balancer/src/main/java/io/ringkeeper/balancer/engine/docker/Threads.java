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
 * wait for the Docker engine: some make containers, others end them, so that nobody who is slow to
 * end keeps another from starting. All are daemons.
 */
final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final int MAKERS = 16;

  /** As many as the usual ring holds: their graces shall pass at the same time. */
  private static final int ENDERS = 56;

  private static final int IDLE_SECONDS = 30;

  private final ScheduledThreadPoolExecutor engine =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("docker-engine").factory(), new DiscardPolicy());

  private final ThreadPoolExecutor makers = workers(MAKERS, "docker-maker-");
  private final ThreadPoolExecutor enders = workers(ENDERS, "docker-ender-");

  Threads() {
    engine.setRemoveOnCancelPolicy(true);
    engine.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ThreadPoolExecutor workers(int most, String name) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name, 1).factory(),
            new DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  /** Has the engine's thread do it, after what it was told before. */
  void tell(Runnable task) {
    engine.execute(guarded(task));
  }

  void later(Duration delay, Runnable task) {
    engine.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Has a worker do what makes a container, and the engine's thread take what comes of it. */
  <T> void make(Supplier<T> work, Consumer<T> outcome) {
    work(makers, work, outcome);
  }

  /** Has another worker do what belongs to the end of one. */
  <T> void end(Supplier<T> work, Consumer<T> outcome) {
    work(enders, work, outcome);
  }

  private <T> void work(ThreadPoolExecutor workers, Supplier<T> work, Consumer<T> outcome) {
    workers.execute(
        guarded(() -> {
          T result = work.get();
          tell(() -> outcome.accept(result));
        }));
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
    makers.shutdownNow();
    enders.shutdownNow();
    engine.shutdown();
  }
}
