package io.ringkeeper.analysis.experiment;

import org.HdrHistogram.Histogram;

/**
 * How long requests took at a steady rate, in milliseconds: from when each was due to its answer,
 * or to when it was given up.
 *
 * @param perSecond the rate
 */
public record Latency(double perSecond, double median, double p99, double longest) {

  private static final double MILLIS = 1e6;

  static Latency of(double perSecond, Histogram nanos) {
    return new Latency(
        perSecond,
        nanos.getValueAtPercentile(50) / MILLIS,
        nanos.getValueAtPercentile(99) / MILLIS,
        nanos.getMaxValue() / MILLIS);
  }
}
