package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time that there is for one start of a replica, and whether anybody still waits for it. The
 * engine's thread gives it up, a worker asks.
 */
final class Attempt {

  private final Clock clock;
  private final long deadlineNanos;
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private volatile String hindrance;

  Attempt(Clock clock, Duration limit, Endpoint endpoint) {
    this.clock = clock;
    this.deadlineNanos = clock.nanos() + limit.toNanos();
    this.hindrance =
        "the Docker engine at %s has not made it within %d ms"
            .formatted(endpoint, limit.toMillis());
  }

  void giveUp() {
    givenUp.countDown();
  }

  boolean goesOn() {
    return givenUp.getCount() > 0 && left().isPositive();
  }

  /** What is left of the time; never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - clock.nanos()));
  }

  /** Waits, unless there is no use in it. */
  void pause(Duration pause) {
    long nanos = Math.min(pause.toNanos(), left().toNanos());
    try {
      boolean _ = givenUp.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
    }
  }

  void hinderedBy(String hindrance) {
    this.hindrance = hindrance;
  }

  /** Why it has not come to an end so far. */
  String hindrance() {
    return hindrance;
  }
}
