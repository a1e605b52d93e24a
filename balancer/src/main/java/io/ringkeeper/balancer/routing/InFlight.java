package io.ringkeeper.balancer.routing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many requests are in flight. Each event loop counts its own, and announces a part of them to
 * the others, in lumps: never more than it has, and less by {@link #MOST_UNANNOUNCED} at most. So
 * {@link #least} is never too much, too little by that for each other loop, and read from two cache
 * lines that nobody else writes most of the time; {@link #sum} is exact, and reads one of each
 * loop.
 *
 * @see <a href="https://www.usenix.org/conference/osdi10/analysis-linux-scalability-many-cores">S.
 *     Boyd-Wickizer et al.: An Analysis of Linux Scalability to Many Cores, OSDI 2010</a>, for
 *     counts of which each core keeps a part
 */
final class InFlight {

  /** How many a loop announces at once. */
  private static final int LUMP = 16;

  /** How many a loop may have that it has not announced. */
  static final int MOST_UNANNOUNCED = 2 * LUMP - 1;

  private static final int ALL = Seats.LINE;

  private final AtomicIntegerArray words;
  private final int loops;

  InFlight(int loops) {
    this.loops = loops;
    this.words = new AtomicIntegerArray(at(loops));
  }

  /** One more of this loop. */
  void begin(int loop) {
    int count = words.getPlain(at(loop)) + 1;
    words.setRelease(at(loop), count);
    if (count - announced(loop) > MOST_UNANNOUNCED) {
      announce(loop, LUMP);
    }
  }

  /** One less of this loop. */
  void end(int loop) {
    int count = words.getPlain(at(loop));
    if (count == announced(loop)) { // first, so that it is never more than there are
      announce(loop, -LUMP);
    }
    words.setRelease(at(loop), count - 1);
  }

  /** At least so many: all that were announced, and what this loop knows of itself besides. */
  int least(int loop) {
    return words.get(ALL) + words.getPlain(at(loop)) - announced(loop);
  }

  /**
   * The same as {@link #sum}, for a loop to which the least was not enough. Others will want to
   * know better, too, so it announces what it has, but for a few that may come and go.
   */
  int sum(int loop) {
    int unannounced = words.getPlain(at(loop)) - announced(loop);
    if (unannounced > LUMP / 2) {
      announce(loop, unannounced - LUMP / 4);
    }
    return sum();
  }

  /** All: exact where none begins or ends meanwhile. */
  int sum() {
    int sum = 0;
    for (int loop = 0; loop < loops; loop++) {
      sum += words.get(at(loop));
    }
    return sum;
  }

  private int announced(int loop) {
    return words.getPlain(at(loop) + 1);
  }

  private void announce(int loop, int change) {
    words.setPlain(at(loop) + 1, announced(loop) + change);
    words.getAndAdd(ALL, change);
  }

  private static int at(int loop) {
    return (loop + 2) * Seats.LINE;
  }
}
