package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.ArrayList;
import java.util.List;

/** other hash functions. */
final class ComparisonSection {

  private ComparisonSection() {}

  static void write(Html html, Results results, Figures figures) {
    List<Comparison> all = results.comparisons();
    if (all.isEmpty()) {
      return;
    }
    html.heading("a4", "A-4: other hash functions");
    html.paragraph(
        "A-1 and A-2 again, for each way to share keys, on a running balancer each "
            + "time and with the same ids."
            + (all.size() < Variant.ALL.size()
                ? " Of %d ways, this run compared %d.".formatted(Variant.ALL.size(), all.size())
                : ""));
    html.figure(figures.find("a4-shares"));
    html.figure(figures.find("a4-rings"));
    html.figure(figures.find("a4-balance"));
    html.figure(figures.find("a4-moves"));
    html.paragraph(
        "The fair share is what a newcomer should take, or a leaver leaves: 1/6. Where less "
            + "moves, the newcomer gets too little, or the leaver had too little; what is moved "
            + "needlessly costs a cache its contents.");
    html.figure(figures.find("a4-bounded"));
    if (figures.find("a4-bounded").isPresent()) {
      html.paragraph(
          "A bound looks at the requests in flight, not at keys: a key whose owner is busy meets "
              + "another server. "
              + Choice.balance(all));
    }
    html.subheading("Side by side");
    html.table(
        "Three servers, and the worst of 2 to 6; p compares measured with "
            + "predicted shares at 3. Moves: when the sixth comes, and when one of six "
            + "goes.",
        List.of(
            "",
            "most/mean, N = 3",
            "worst of 2 … 6",
            "p",
            "came: moved",
            "needlessly",
            "went: moved",
            "needlessly"),
        rows(all));
  }

  private static List<List<String>> rows(List<Comparison> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison each : all) {
      Growth growth = each.growth();
      Sample three = ComparisonFigures.at3(growth);
      var added = growth.lastAdded();
      var removed = growth.removed();
      rows.add(
          List.of(
              each.variant().label(),
              Words.times(three.spread().maxOverMean()),
              Words.times(growth.worst()),
              Words.chance(three.againstPrediction().p()),
              Words.percent(added.neededPart() + added.needlessPart()),
              Words.percent(added.needlessPart()),
              Words.percent(removed.neededPart() + removed.needlessPart()),
              Words.percent(removed.needlessPart())));
    }
    return rows;
  }
}
