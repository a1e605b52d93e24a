package io.ringkeeper.analysis.stats;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;

/**
 * How evenly something is shared.
 *
 * @param deviation the standard deviation of them all, not of a sample
 */
public record Spread(double mean, double min, double max, double deviation) {

  /** The spread of these shares; zeros if there are none. */
  public static Spread of(Collection<? extends Number> shares) {
    if (shares.isEmpty()) {
      return new Spread(0, 0, 0, 0);
    }
    DoubleSummaryStatistics sums =
        shares.stream().mapToDouble(Number::doubleValue).summaryStatistics();
    double variance =
        shares.stream()
            .mapToDouble(share -> Math.pow(share.doubleValue() - sums.getAverage(), 2))
            .average()
            .orElse(0);
    return new Spread(sums.getAverage(), sums.getMin(), sums.getMax(), Math.sqrt(variance));
  }

  /** The largest over the mean: 1 is as even as can be. */
  public double maxOverMean() {
    return mean == 0 ? 0 : max / mean;
  }
}
