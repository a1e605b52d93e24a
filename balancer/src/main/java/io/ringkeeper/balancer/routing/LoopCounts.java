package io.ringkeeper.balancer.routing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A count of which every event loop keeps its own part, so that no two write the same cache line;
 * whoever wants to know the whole adds up. Loops are numbered from 0.
 */
final class LoopCounts {

  /** Two cache lines, which processors like to fetch together. */
  static final int LINE = 32;

  private final AtomicIntegerArray parts;
  private final int loops;

  LoopCounts(int loops) {
    this.loops = loops;
    this.parts = new AtomicIntegerArray(at(loops)); // the first line has its length, which all read
  }

  int loops() {
    return loops;
  }

  /** Of one loop: exact for that loop, and for others what it was a moment ago. */
  int get(int loop) {
    return parts.get(at(loop));
  }

  /** Of all loops: exact where none changes its part meanwhile. */
  int sum() {
    int sum = 0;
    for (int loop = 0; loop < loops; loop++) {
      sum += get(loop);
    }
    return sum;
  }

  /** Changes this loop's part, which only the loop itself may do: what its part is then. */
  int add(int loop, int change) {
    int sum = parts.getPlain(at(loop)) + change;
    parts.setRelease(at(loop), sum);
    return sum;
  }

  private static int at(int loop) {
    return (loop + 1) * LINE;
  }
}
