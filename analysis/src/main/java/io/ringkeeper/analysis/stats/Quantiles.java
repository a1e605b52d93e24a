package io.ringkeeper.analysis.stats;

import java.util.Collection;

/** Values in order, and what part of them is below what. */
public final class Quantiles {

  private Quantiles() {}

  /** The nearest-rank quantile; {@code part} is 0 to 1. Zero if there are no values. */
  public static double of(Collection<Double> values, double part) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  public static double median(Collection<Double> values) {
    return of(values, 0.5);
  }

  public static double max(Collection<Double> values) {
    return of(values, 1);
  }
}
