package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.stats.ChiSquare;
import io.ringkeeper.analysis.stats.Moves;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;

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

  /** What was predicted for each, in requests. */
  static List<Double> predicted(Sample sample) {
    return sample.counts().keySet().stream()
        .map(ordinal -> sample.predicted().getOrDefault(ordinal, 0.0) * sample.answered())
        .toList();
  }

  /** Counts, in the order of the servers. */
  static String list(Collection<? extends Number> counts) {
    return counts.stream()
        .map(count -> Words.count(count.doubleValue()))
        .collect(Collectors.joining(" / "));
  }

  /** Whether the counts are what was predicted, but for a chance that is not less than this. */
  static String againstPrediction(Sample sample, double least) {
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
            test.agrees(least)
                ? "Measured and predicted agree."
                : "Measured and predicted do not agree.",
            owners);
  }

  /** Whether the counts are equal shares. */
  static String againstFair(Sample sample, double least) {
    ChiSquare test = sample.againstFair();
    return "Against equal shares χ² = %.1f, with a probability of %s: %s"
        .formatted(
            test.statistic(),
            Words.chance(test.p()),
            test.agrees(least)
                ? "chance explains the differences between the servers."
                : "the servers' shares differ, and not by chance.");
  }

  /** Whether nothing but chance made shares differ, with any number of servers. */
  static boolean isEven(Growth growth, double least) {
    return growth.samples().values().stream().allMatch(s -> s.againstFair().agrees(least));
  }

  /** What the fullest got, at most. */
  static String fullest(Growth growth) {
    return "with %d to %d servers the fullest got %s its fair share at most"
        .formatted(
            growth.samples().firstKey(), growth.samples().lastKey(), Words.times(growth.worst()));
  }

  /** What moved that could have stayed, of all additions and the removal. */
  static String needless(Growth growth) {
    Moves added = growth.allAdded();
    Moves removed = growth.removed();
    int needless = added.needless() + removed.needless();
    return needless == 0
        ? "no key moved between servers that stayed"
        : "%s of the keys moved between servers that stayed"
            .formatted(Words.percent((double) needless / (added.keys() + removed.keys())));
  }

  /** How many of them failed: {@code none of 10,000 requests failed}. */
  static String failed(long failed, long requests) {
    return "%s of %s requests failed"
        .formatted(failed == 0 ? "none" : Words.count(failed), Words.count(requests));
  }

  /** {@code “a”, “b” and “c”}. */
  static String names(List<Comparison> some) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < some.size(); i++) {
      names.append(i == 0 ? "" : i == some.size() - 1 ? " and " : ", ");
      names.append('“').append(some.get(i).variant().label()).append('”');
    }
    return names.toString();
  }
}
