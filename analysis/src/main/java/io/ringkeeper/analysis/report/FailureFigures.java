package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.Ink;
import io.ringkeeper.analysis.chart.StripChart;
import io.ringkeeper.analysis.chart.StripChart.Row;
import io.ringkeeper.analysis.chart.TimelineChart;
import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.experiment.Trial;
import io.ringkeeper.analysis.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The charts of failures. */
final class FailureFigures {

  private FailureFigures() {}

  static Chart timeline(Failures failures) {
    Trial trial = failures.trials().getFirst();
    String title =
        "A %s server is noticed after %s and replaced after %s; %s of %s requests failed"
            .formatted(
                failures.kind().label(),
                Words.span(trial.detected()),
                Words.span(trial.recovered()),
                failures.failed() == 0 ? "none" : Words.count(failures.failed()),
                Words.count(failures.requests()));
    return TimelineChart.draw(
        "a3-" + failures.kind().label(),
        title,
        "Requests by when they were due. Others answer for the server that fails, until another"
            + " has its place and its colour.",
        failures.story());
  }

  static Chart times(List<Failures> all) {
    List<Row> rows = new ArrayList<>();
    for (Failures failures : all) {
      String label = failures.kind().label();
      rows.add(new Row(label, "until noticed", Ink.MUTED, failures.detections()));
      rows.add(new Row(label, "until replaced", Ink.ACCENT, failures.recoveries()));
    }
    StringBuilder title = new StringBuilder();
    for (Failures failures : all) {
      title
          .append(title.isEmpty() ? "Back to full strength, in the median: " : ", ")
          .append(failures.kind().label().toLowerCase(Locale.ROOT))
          .append(" after ")
          .append(Words.span(Quantiles.median(failures.recoveries())));
    }
    return StripChart.draw(
        "a3-times",
        title.toString(),
        ("A dot for each of %d trials of a kind; the bar is their median. The axis "
                + "goes by powers of ten.")
            .formatted(all.getFirst().trials().size()),
        rows);
  }
}
