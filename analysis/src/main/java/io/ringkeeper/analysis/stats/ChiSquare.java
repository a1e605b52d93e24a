package io.ringkeeper.analysis.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's test of whether counts are what chance makes of expected parts.
 *
 * @param statistic the sum of (count − expected)² / expected
 * @param degrees of freedom: one less than there are parts to tell apart
 * @param p how often chance alone would give counts that are as far off as these, or farther
 * @see <a href="https://doi.org/10.1080/14786440009463897">K. Pearson: On the criterion …,
 *     Philosophical Magazine 50, 1900</a>
 */
public record ChiSquare(double statistic, int degrees, double p) {

  /**
   * Counts against the parts, by the same names; parts sum up to 1. Parts of which fewer than five
   * are expected are taken together, the smallest first, since the test is not made for these; if
   * one part is left, everything agrees.
   */
  public static ChiSquare of(SortedMap<Integer, Long> counts, SortedMap<Integer, Double> parts) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    List<Part> kinds = new ArrayList<>();
    for (var part : parts.entrySet()) {
      long count = counts.getOrDefault(part.getKey(), 0L);
      if (part.getValue() > 0) {
        kinds.add(new Part(part.getValue() * total, count));
      } else if (count > 0) { // what cannot be was seen
        return new ChiSquare(Double.POSITIVE_INFINITY, Math.max(0, parts.size() - 1), 0);
      }
    }
    List<Part> tested = merged(kinds);
    double statistic = tested.stream().mapToDouble(Part::distance).sum();
    int degrees = Math.max(0, tested.size() - 1);
    return new ChiSquare(statistic, degrees, chance(statistic, degrees));
  }

  /** Where fewer are expected, a part's distance is distributed in another way. */
  private static final double LEAST_EXPECTED = 5;

  private record Part(double expected, long count) {

    Part with(Part other) {
      return new Part(expected + other.expected, count + other.count);
    }

    double distance() {
      return expected > 0 ? (count - expected) * (count - expected) / expected : 0;
    }
  }

  private static List<Part> merged(List<Part> parts) {
    PriorityQueue<Part> bySize = new PriorityQueue<>(Comparator.comparingDouble(Part::expected));
    bySize.addAll(parts);
    while (bySize.size() > 1 && bySize.element().expected() < LEAST_EXPECTED) {
      bySize.add(bySize.remove().with(bySize.remove()));
    }
    return List.copyOf(bySize);
  }

  private static double chance(double statistic, int degrees) {
    return degrees == 0 ? 1 : ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
  }

  /** Whether chance explains the difference, unless it is less likely than this. */
  public boolean agrees(double least) {
    return p >= least;
  }
}
