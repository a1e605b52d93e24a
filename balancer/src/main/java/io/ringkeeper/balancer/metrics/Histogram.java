package io.ringkeeper.balancer.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How often something took how long, in steps from 100 µs to a minute. As with {@link LoopCounters}
 * one event loop writes and anybody reads.
 */
public final class Histogram {

  private static final long[] BOUNDS_MICROS = {
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000,
    60_000_000
  };

  /** The number of steps; the last one has no upper bound. */
  static final int STEPS = BOUNDS_MICROS.length + 1;

  private static final long[] BOUNDS = LongStream.of(BOUNDS_MICROS).map(it -> it * 1000).toArray();

  /** One count for each step, then the sum of all in nanoseconds. */
  private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);

  /** Counts one that took so long. */
  public void record(long nanos) {
    int step = 0; // most are short, so that this is over soon
    while (step < BOUNDS.length && nanos > BOUNDS[step]) {
      step++;
    }
    add(step, 1);
    add(STEPS, nanos);
  }

  private void add(int index, long change) {
    counts.lazySet(index, counts.getPlain(index) + change);
  }

  /** How many took longer than the step before and no longer than this one. */
  public long count(int step) {
    return counts.get(step);
  }

  /** How many there were. */
  public long count() {
    return LongStream.range(0, STEPS).map(step -> counts.get((int) step)).sum();
  }

  /** How long all took together. */
  long sumNanos() {
    return counts.get(STEPS);
  }

  /** The upper bound of each step in seconds, both ends included. */
  static double[] boundsSeconds() {
    DoubleStream finite = LongStream.of(BOUNDS_MICROS).mapToDouble(micros -> micros / 1e6);
    return DoubleStream.concat(finite, DoubleStream.of(Double.POSITIVE_INFINITY)).toArray();
  }
}
