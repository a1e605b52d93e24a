package io.ringkeeper.analysis.stats;

import java.util.SortedMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's test of whether counts are what chance makes of expected parts.
 *
 * @param statistic the sum of (count − expected)² / expected
 * @param degrees of freedom: one less than there are parts
 * @param p how often chance alone would give counts that are as far off as these, or farther
 * @see <a href="https://doi.org/10.1080/14786440009463897">K. Pearson: On the criterion …,
 *     Philosophical Magazine 50, 1900</a>
 */
public record ChiSquare(double statistic, int degrees, double p) {

  /** Counts against the parts, by the same names; parts sum up to 1. */
  public static ChiSquare of(SortedMap<Integer, Long> counts, SortedMap<Integer, Double> parts) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    double statistic = 0;
    int kinds = 0;
    for (var part : parts.entrySet()) {
      double expected = part.getValue() * total;
      long count = counts.getOrDefault(part.getKey(), 0L);
      if (expected > 0) {
        statistic += (count - expected) * (count - expected) / expected;
        kinds++;
      } else if (count > 0) {
        statistic = Double.POSITIVE_INFINITY; // what cannot be was seen
      }
    }
    int degrees = Math.max(0, kinds - 1);
    return new ChiSquare(statistic, degrees, chance(statistic, degrees));
  }

  private static double chance(double statistic, int degrees) {
    if (degrees == 0 || Double.isInfinite(statistic)) {
      return Double.isInfinite(statistic) ? 0 : 1;
    }
    return ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
  }

  /** Whether chance explains the difference, unless it is less likely than this. */
  public boolean agrees(double least) {
    return p >= least;
  }
}
