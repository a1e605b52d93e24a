package io.ringkeeper.analysis;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much an analysis does.
 *
 * @param requests of each measurement, 100 to 1,000,000
 * @param trials of each kind of failure, 1 to 200
 * @param rate of open loops, requests per second, 100 to 20,000
 * @param only these experiments
 * @param brief whether A-4 compares only two ways to share keys
 * @param seed of all random ids: the same ids for the same seed, 0 to 1,000,000,000
 */
public record AnalysisPlan(
    int requests, int trials, int rate, Set<Experiment> only, boolean brief, long seed) {

  /** What is asked for when nothing is said. */
  public static final AnalysisPlan USUAL =
      new AnalysisPlan(10_000, 20, 2_000, EnumSet.allOf(Experiment.class), false, 0);

  /** A taste of everything, in half a minute. */
  public static final AnalysisPlan QUICK =
      new AnalysisPlan(2_000, 1, 1_000, EnumSet.allOf(Experiment.class), true, 0);

  /** The largest seed. */
  public static final long MAX_SEED = 1_000_000_000;

  /** The parts of the mission's fourth task. */
  public enum Experiment {
    A1,
    A2,
    A3,
    A4
  }

  public AnalysisPlan {
    check("requests", requests, 100, 1_000_000);
    check("trials", trials, 1, 200);
    check("rate", rate, 100, 20_000);
    check("seed", seed, 0, MAX_SEED);
    if (only.isEmpty()) {
      throw new IllegalArgumentException("there is no experiment to run; choose from A-1 to A-4");
    }
    only = Set.copyOf(only);
  }

  private static void check(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "--%s is %,d to %,d, not %,d".formatted(name, low, high, value));
    }
  }

  boolean has(Experiment experiment) {
    return only.contains(experiment);
  }
}
