package io.ringkeeper.balancer.time;

import java.time.Duration;

/** Runs tasks later. */
@FunctionalInterface
public interface Timer {

  /** Runs {@code task} once, {@code delay} from now; the returned handle cancels it. */
  Cancellable schedule(Duration delay, Runnable task);

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
