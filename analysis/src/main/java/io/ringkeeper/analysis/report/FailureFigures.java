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

  /** What a reader would call a wait, in milliseconds. */
  private static final double LONG = 1_000;

  private FailureFigures() {}

  static Chart timeline(Failures failures) {
    Trial trial = failures.trials().getFirst();
    int trials = failures.trials().size();
    String title =
        "%s a server was %s: %s, %s the slowest took %s"
            .formatted(
                trials == 1 ? "Once" : trials + " times",
                failures.kind().label(),
                Findings.failed(failures.failed(), failures.requests()),
                failures.failed() == 0 && failures.longest() >= LONG ? "but" : "and",
                Words.span(failures.longest()));
    return TimelineChart.draw(
        "a3-" + failures.kind().label(),
        title,
        ("%s after %s and replaced after %s. Requests stand where they were due. The"
                + " replacement has the colour of the one that failed.%s")
            .formatted(
                trials == 1 ? "Noticed" : "Drawn: the first of these trials, noticed",
                Words.span(trial.detected()),
                Words.span(trial.recovered()),
                failures.failed() == 0 ? "" : " Holes on top are requests that failed."),
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
        "A dot for each trial; the bar is their median. The axis goes by powers of ten.",
        rows);
  }
}
