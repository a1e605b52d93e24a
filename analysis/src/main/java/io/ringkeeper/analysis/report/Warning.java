package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.ArrayList;
import java.util.List;

/** Ways to share keys that turned out worse than others, and why they do. */
final class Warning {

  private Warning() {}

  /** A sentence for each of those that were measured and found so. */
  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>();
    results
        .comparison(Variant.LITERAL.key())
        .filter(way -> isWorse(way, results))
        .ifPresent(way -> sentences.add(literal(way)));
    results
        .comparison(Variant.ORIGINAL.key())
        .filter(way -> isWorse(way, results))
        .ifPresent(way -> sentences.add(original(way)));
    results
        .comparison(Variant.MIXED.key())
        .filter(way -> isWorse(way, results))
        .ifPresent(way ->
            sentences.add(
                ("Better mixing alone: nine places for each server leave gaps of very different "
                        + "size; %s.")
                    .formatted(Findings.fullest(way.growth()))));
    return sentences;
  }

  /** Uneven, and not by chance, where another way was measured that shares better. */
  private static boolean isWorse(Comparison way, Results results) {
    double best =
        results.comparisons().stream().mapToDouble(c -> c.growth().worst()).min().orElse(0);
    return way.growth().worst() > best && !Findings.isEven(way.growth(), results.leastChance());
  }

  private static String literal(Comparison way) {
    Sample sample = ComparisonFigures.at3(way.growth());
    return ("The ring with literal ids: the places of neighbouring ids stand side by side, and "
            + "server %d of three got %s of everything.")
        .formatted(Findings.most(sample), Words.percent(ComparisonFigures.largest(sample)));
  }

  private static String original(Comparison way) {
    long reached = way.owners().stream().filter(owner -> owner > 0).count();
    String why =
        way.owners().size() == way.slots() && reached < way.slots()
            ? "squares reach only %d of the %s slots, so that shares are luck; "
                .formatted(reached, Words.count(way.slots()))
            : "";
    return "The original assignment's functions: " + why + Findings.fullest(way.growth()) + ".";
  }
}
