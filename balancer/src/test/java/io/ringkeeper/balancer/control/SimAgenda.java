package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: clock and scheduler at once. */
final class SimAgenda {

  private record Entry(long at, long order, Runnable task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private final long origin;
  private long elapsed;
  private long order;

  /**
   * @param origin what the clock shows at first; anything, for only differences count
   */
  SimAgenda(long origin) {
    this.origin = origin;
  }

  long now() {
    return origin + elapsed;
  }

  Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  void in(long nanos, Runnable task) {
    entries.add(new Entry(elapsed + Math.max(0, nanos), order++, task));
  }

  /** Runs what is due next; false if nothing is planned. */
  boolean step() {
    Entry next = entries.poll();
    if (next == null) {
      return false;
    }
    elapsed = next.at();
    next.task().run();
    return true;
  }
}
