package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.experiment.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All charts that can be drawn of what there is, in the order of the report. */
record Figures(List<Chart> charts) {

  static Figures of(Results results) {
    List<Chart> charts = new ArrayList<>();
    results.shares().map(ShareFigures::shares).ifPresent(charts::add);
    results
        .scaling()
        .ifPresent(scaling -> {
          charts.add(ShareFigures.growth(scaling));
          charts.add(ShareFigures.throughput(scaling));
          charts.add(ShareFigures.latency(scaling));
        });
    results.failures().forEach(failures -> charts.add(FailureFigures.timeline(failures)));
    if (!results.failures().isEmpty()) {
      charts.add(FailureFigures.times(results.failures()));
    }
    List<Comparison> comparisons = results.comparisons();
    if (!comparisons.isEmpty()) {
      charts.add(ComparisonFigures.shares(comparisons));
      charts.add(ComparisonFigures.balance(comparisons, results.leastChance()));
      charts.add(ComparisonFigures.moves(comparisons));
      if (comparisons.stream().anyMatch(c -> c.bounded() != null)) {
        charts.add(ComparisonFigures.bounded(comparisons));
      }
      charts.add(ComparisonFigures.rings(comparisons));
    }
    return new Figures(charts);
  }

  Optional<Chart> find(String name) {
    return charts.stream().filter(chart -> chart.name().equals(name)).findFirst();
  }
}
