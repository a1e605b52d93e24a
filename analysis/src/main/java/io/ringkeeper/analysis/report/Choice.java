package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The page that says what to use, and why. */
final class Choice {

  private Choice() {}

  /** Whether enough was measured for it. */
  static boolean isThere(Results results) {
    return !Advice.of(results).isEmpty();
  }

  static void write(Html html, Results results) {
    if (!isThere(results)) {
      return;
    }
    html.heading("choice", "What to use, and why");
    html.markup("<table class=\"words choice\"><thead><tr>");
    html.markup("<th scope=\"col\">if you want</th><th scope=\"col\">use</th>");
    html.markup("<th scope=\"col\">because</th></tr></thead><tbody>");
    for (Advice each : Advice.of(results)) {
      Variant variant = each.way().variant();
      row(html, each.want(), variant.label(), variant.setup().written(), each.because());
    }
    mostUneven(results.comparisons())
        .ifPresent(way ->
            row(
                html,
                "room for popular keys and slow servers",
                "bounded load, as well",
                "bounded-load: " + Variant.BOUND,
                bounded(way, results.comparisons())));
    html.markup("</tbody></table>");
    List<String> warnings = Warning.of(results);
    if (!warnings.isEmpty()) {
      html.subheading("What not to use");
      warnings.forEach(html::paragraph);
    }
  }

  private static void row(Html html, String want, String use, String setting, String reason) {
    html.markup(
        """
        <tr><th scope="row">%s</th><td><strong>%s</strong><br><code>%s</code></td>
        <td>%s</td></tr>\
        """
            .formatted(
                Html.escape(want), Html.escape(use), Html.escape(setting), Html.escape(reason)));
  }

  /** The way with the fullest server, of those that were tried with a bound, too. */
  private static Optional<Comparison> mostUneven(List<Comparison> all) {
    return all.stream()
        .filter(way -> way.bounded() != null)
        .max(Comparator.comparingDouble(ComparisonFigures::largest));
  }

  private static String bounded(Comparison way, List<Comparison> all) {
    Sample sample = ComparisonFigures.at3(Objects.requireNonNull(way.bounded()));
    double before = ComparisonFigures.largest(way);
    double after = ComparisonFigures.largest(sample);
    String change =
        after < before
            ? "With “%s” it brought the fullest of three servers from %s to %s of the requests"
            : "It did not help “%s”: the fullest of three servers got %s of the requests, and %s "
                + "with a bound";
    return "No server may have many more requests in flight than others. "
        + change.formatted(way.variant().label(), Words.percent(before), Words.percent(after))
        + (sample.elsewhere() == 0
            ? "; every request met the owner of its id"
            : "; %s of them met another server than the owner of their id"
                .formatted(Words.percent(ComparisonFigures.away(sample))))
        + ". "
        + balance(all);
  }

  /** How many ways a bound did good. */
  static String balance(List<Comparison> all) {
    int better = 0;
    int tried = 0;
    for (Comparison each : all) {
      Growth bounded = each.bounded();
      if (bounded != null) {
        tried++;
        double with = ComparisonFigures.at3(bounded).spread().maxOverMean();
        better += with < ComparisonFigures.at3(each.growth()).spread().maxOverMean() ? 1 : 0;
      }
    }
    return ("Shares became more even in %d of %d ways that were tried with it, and in %d they did "
            + "not.")
        .formatted(better, tried, tried - better);
  }
}
