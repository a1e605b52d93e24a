package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.stats.ChiSquare;
import java.util.Comparator;
import java.util.Map.Entry;

/** What samples show, in words. */
final class Findings {

  private Findings() {}

  /** The server that got the most. */
  static int most(Sample sample) {
    return sample.counts().entrySet().stream()
        .max(Entry.comparingByValue())
        .map(Entry::getKey)
        .orElse(0);
  }

  /** The server that got the least. */
  static int least(Sample sample) {
    return sample.counts().entrySet().stream()
        .min(Comparator.comparing(Entry::getValue))
        .map(Entry::getKey)
        .orElse(0);
  }

  /** Whether the counts are what was predicted. */
  static String againstPrediction(Sample sample) {
    ChiSquare test = sample.againstPrediction();
    String owners =
        sample.elsewhere() == 0
            ? "Every single answer came from the server that the table names for its id."
            : "%s answers came from another server than the table names for their id."
                .formatted(Words.count(sample.elsewhere()));
    return ("Against the prediction χ² = %.2f with %d degrees of freedom: chance alone "
            + "would be as far off with a probability of %s. %s %s")
        .formatted(
            test.statistic(),
            test.degrees(),
            Words.chance(test.p()),
            test.agrees()
                ? "Measured and predicted agree."
                : "Measured and predicted do not agree.",
            owners);
  }

  /** Whether the counts are equal shares. */
  static String againstFair(Sample sample) {
    ChiSquare test = sample.againstFair();
    return "Against equal shares χ² = %.1f, with a probability of %s: %s"
        .formatted(
            test.statistic(),
            Words.chance(test.p()),
            test.agrees()
                ? "chance explains the differences between the servers."
                : "the servers' shares differ, and not by chance.");
  }
}
