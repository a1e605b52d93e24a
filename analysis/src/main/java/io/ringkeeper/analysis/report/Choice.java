package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.Optional;

/** The page that says what to use, and why. */
final class Choice {

  private Choice() {}

  static void write(Html html, Results results) {
    if (results.comparisons().isEmpty()) {
      return;
    }
    html.heading("choice", "What to use, and why");
    html.markup("<div class=\"scroll\"><table class=\"words\"><thead><tr>");
    html.markup("<th scope=\"col\">if you want</th><th scope=\"col\">use</th>");
    html.markup("<th scope=\"col\">because</th></tr></thead><tbody>");
    row(
        html,
        results,
        Variant.SPREAD,
        "the mission's functions, with a few servers",
        "It is the ring that was asked for, mended: %1$s the mean at most with 2 "
            + "to 6 servers, and %2$s of the keys move needlessly. The unevenness is "
            + "known beforehand: up to 1.37 ×, as long as ordinals have no gaps.");
    row(
        html,
        results,
        Variant.MAGLEV,
        "even loads, and moves that hardly matter",
        "Shares differ by one place of 65,537; measured %1$s the mean at most, "
            + "which is the chance in the ids. It moves %2$s of the keys needlessly, and "
            + "knows weights.");
    row(
        html,
        results,
        Variant.RENDEZVOUS,
        "keys that stay where they are, as caches do",
        "It never moves a key between servers that stay (measured: %2$s), and "
            + "shares as evenly as chance allows: %1$s the mean at most. It knows "
            + "weights.");
    row(
        html,
        results,
        Variant.CAPPED,
        "both, with tens of servers",
        "No server owns more than 1.01 times its share, %1$s the mean at most was "
            + "measured, and %2$s of the keys move needlessly.");
    row(
        html,
        results,
        Variant.MIXED_FINE,
        "a ring as others have it",
        "With enough places for each server, chance evens out: %1$s the mean at "
            + "most. Nine places are too few for that: %3$s.");
    bounded(html, results);
    html.markup("</tbody></table></div>");
    html.subheading("What not to use");
    avoid(html, results);
  }

  private static void row(
      Html html, Results results, Variant variant, String want, String because) {
    Optional<Comparison> found = results.comparison(variant.key());
    if (found.isEmpty()) {
      return;
    }
    Growth growth = found.get().growth();
    String reason =
        because.formatted(
            Words.times(growth.worst()),
            Words.percent(growth.allAdded().needlessPart()),
            results
                .comparison(Variant.MIXED.key())
                .map(c -> Words.times(c.growth().worst()))
                .orElse("see above"));
    cells(html, want, variant.label(), variant.setup().written(), reason);
  }

  private static void cells(Html html, String want, String use, String setting, String reason) {
    html.markup(
        """
        <tr><th scope="row">%s</th><td><strong>%s</strong><br><code>%s</code></td>
        <td>%s</td></tr>\
        """
            .formatted(
                Html.escape(want), Html.escape(use), Html.escape(setting), Html.escape(reason)));
  }

  private static void bounded(Html html, Results results) {
    results
        .comparison(Variant.LITERAL.key())
        .filter(comparison -> comparison.bounded() != null)
        .ifPresent(comparison -> {
          Growth bound = java.util.Objects.requireNonNull(comparison.bounded());
          Sample sample = ComparisonFigures.at3(bound);
          cells(
              html,
              "no server with much more in flight than others",
              "bounded load, as well",
              "bounded-load: " + Variant.BOUND,
              ("It looks at requests in flight, so it helps with popular keys and "
                      + "slow servers; even counts may become less even. At worst, with "
                      + "the literal ring, it brings the fullest of three servers from %s to "
                      + "%s of the requests; the price is that %s of them met another server "
                      + "than their owner.")
                  .formatted(
                      Words.percent(ComparisonFigures.largest(comparison)),
                      Words.percent(ComparisonFigures.largest(sample)),
                      Words.percent((double) sample.elsewhere() / sample.answered())));
        });
  }

  private static void avoid(Html html, Results results) {
    results
        .comparison(Variant.LITERAL.key())
        .ifPresent(c ->
            html.paragraph(
                ("The ring with literal ids: the first of three servers gets %s of "
                        + "everything, and each further server 1.8 %%, because the places of "
                        + "neighbouring ids stand side by side.")
                    .formatted(Words.percent(ComparisonFigures.largest(c)))));
    results
        .comparison(Variant.ORIGINAL.key())
        .ifPresent(c ->
            html.paragraph(
                ("The original assignment's functions: squares reach only 87 of the 512 "
                        + "slots, so that shares are luck. Here the fullest of 2 to 6 "
                        + "servers had %s the mean.")
                    .formatted(Words.times(c.growth().worst()))));
    results
        .comparison(Variant.MIXED.key())
        .ifPresent(c ->
            html.paragraph(
                ("Better mixing alone: with nine places for each server, chance leaves gaps "
                        + "of very different size, and the fullest had %s the mean.")
                    .formatted(Words.times(c.growth().worst()))));
  }
}
