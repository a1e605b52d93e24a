package io.ringkeeper.analysis.load;

/** Random numbers that are a function of a seed and a request's number: SplitMix64. */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  Dice(long seed, long number) {
    state = mix(mix(seed) + number);
  }

  /** The next one, from 0 to below 1. */
  double next() {
    state += GOLDEN;
    return (mix(state) >>> 11) * UNIT;
  }

  /** The first one, from 0 to below a bound. */
  static long below(long bound, long seed, long number) {
    return Math.unsignedMultiplyHigh(mix(mix(mix(seed) + number) + GOLDEN), bound);
  }

  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
