package io.ringkeeper.balancer.routing;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A count that event loops share, and that shares no cache line with anything else. */
final class PaddedCounter {

  private final AtomicIntegerArray word = new AtomicIntegerArray(2 * LoopCounts.LINE);

  int get() {
    return word.get(LoopCounts.LINE);
  }

  int increment() {
    return word.incrementAndGet(LoopCounts.LINE);
  }

  void decrement() {
    word.decrementAndGet(LoopCounts.LINE);
  }

  /** Adds one if it is this many. */
  boolean incrementFrom(int expected) {
    return word.compareAndSet(LoopCounts.LINE, expected, expected + 1);
  }
}
