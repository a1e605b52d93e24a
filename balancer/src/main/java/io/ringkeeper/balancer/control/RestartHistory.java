package io.ringkeeper.balancer.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often an ordinal has been started in vain, and so how soon it may be started again.
 *
 * <p>A replica that never served is started again after 0, 100, 200, 400 ms … 30 s. One that served
 * is replaced at once, but an ordinal that keeps dying is slowed to one restart every two seconds
 * after a burst of thirty: the generic cell rate algorithm (ITU-T I.371), whose whole state is the
 * theoretical arrival time.
 *
 * @param failures consecutive starts that never served
 * @param arrival the theoretical arrival time of the next restart
 * @param lost the name of the replica that served last, while its place is empty
 * @param lostAt when it died
 */
record RestartHistory(int failures, long arrival, @Nullable String lost, long lostAt) {

  static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
  static final int BURST = 30;
  static final Duration REFILL = Duration.ofSeconds(2);

  static RestartHistory fresh(long now) {
    return new RestartHistory(0, now, null, now);
  }

  RestartHistory serves() {
    return new RestartHistory(0, arrival, null, lostAt);
  }

  RestartHistory failedToStart() {
    return new RestartHistory(failures + 1, arrival, lost, lostAt);
  }

  RestartHistory diedServing(String name, long now) {
    return new RestartHistory(0, arrival, name, now);
  }

  /** When the place of a replica that has exited just now may be taken. */
  long restartAt(long now, boolean served) {
    if (!served) {
      return now + backoff();
    }
    long allowance = (BURST - 1) * REFILL.toNanos();
    return now + Math.max(0, arrival - allowance - now);
  }

  /** Accounts for one replacement of a replica that had served. */
  RestartHistory restarted(long now) {
    long next = now + Math.max(0, arrival - now) + REFILL.toNanos();
    return new RestartHistory(failures, next, lost, lostAt);
  }

  private long backoff() {
    if (failures <= 1) {
      return 0;
    }
    int doublings = Math.min(failures - 2, 20);
    return Math.min(FIRST_BACKOFF.toNanos() << doublings, LONGEST_BACKOFF.toNanos());
  }
}
