package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Failure;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** errors, and servers that fail. */
final class FailureSection {

  private FailureSection() {}

  static boolean isThere(Results results) {
    return !results.checks().isEmpty() || !results.failures().isEmpty();
  }

  static void write(Html html, Results results, Figures figures) {
    if (!isThere(results)) {
      return;
    }
    html.heading("a3", "A-3: errors and failures");
    checks(html, results.checks());
    if (!results.failures().isEmpty()) {
      failures(html, results, figures);
    }
  }

  private static void checks(Html html, List<Check> checks) {
    if (checks.isEmpty()) {
      return;
    }
    long good = count(checks, Check.Verdict.AS_EXPECTED);
    long wrong = count(checks, Check.Verdict.WRONG);
    html.subheading("Every endpoint and every error");
    html.paragraph(
        "%d of %d requests were answered as the contract says%s."
            .formatted(
                good,
                good + wrong,
                checks.size() > good + wrong
                    ? "; %d rows need a balancer with other settings and were not tried"
                        .formatted(checks.size() - good - wrong)
                    : ""));
    html.markup("<details" + (wrong > 0 ? " open" : "") + "><summary>All of them</summary>");
    html.markup("<table class=\"words checks\"><thead><tr>");
    html.markup("<th scope=\"col\">request</th><th scope=\"col\">expected</th>");
    html.markup("<th scope=\"col\">seen</th><th scope=\"col\"></th></tr></thead><tbody>");
    String topic = "";
    for (Check check : checks) {
      if (!check.topic().equals(topic)) {
        topic = check.topic();
        html.markup(
            "<tr><th colspan=\"4\" scope=\"rowgroup\">" + Html.escape(topic) + "</th></tr>");
      }
      html.markup(
          ("<tr><td><code>%s</code></td><td>%s</td><td><code>%s</code></td><td "
                  + "class=\"%s\">%s</td></tr>")
              .formatted(
                  Html.escape(check.request()),
                  Html.escape(check.expected()),
                  Html.escape(check.seen()),
                  check.verdict() == Check.Verdict.WRONG ? "bad" : "good",
                  words(check.verdict())));
    }
    html.markup("</tbody></table></details>");
  }

  private static long count(List<Check> checks, Check.Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).count();
  }

  private static String words(Check.Verdict verdict) {
    return switch (verdict) {
      case AS_EXPECTED -> "✓ as expected";
      case WRONG -> "✗ wrong";
      case NOT_TRIED -> "– not tried";
    };
  }

  private static void failures(Html html, Results results, Figures figures) {
    html.subheading("Servers that fail while requests go on");
    html.paragraph(
        ("%s requests per second go on at a steady rate while one of three servers "
                + "is made to fail, at any moment between two heartbeats (usually every second, "
                + "with 500 ms to answer). Trials of each kind: %d.")
            .formatted(Words.count(results.origin().rate()), results.origin().trials()));
    List<List<String>> rows = new ArrayList<>();
    for (Failures each : results.failures()) {
      html.figure(figures.find("a3-" + each.kind().label()));
      html.paragraph(each.kind().detail() + ". " + waited(each));
      rows.add(
          List.of(
              each.kind().label(),
              String.valueOf(each.trials().size()),
              Words.count(each.requests()),
              Words.count(each.failed()),
              Words.span(Quantiles.median(each.detections())),
              Words.span(Quantiles.max(each.detections())),
              Words.span(Quantiles.median(each.recoveries())),
              Words.span(Quantiles.max(each.recoveries())),
              Words.span(each.longest())));
    }
    html.figure(figures.find("a3-times"));
    html.table(
        "Noticed: /rep does not list the server any more. Replaced: /rep lists as many as before.",
        List.of(
            "failure",
            "trials",
            "requests",
            "failed",
            "noticed, median",
            "longest",
            "replaced, median",
            "longest",
            "slowest answer"),
        rows);
    reasons(html, results.failures());
  }

  /** How it is noticed, and what that means for those who wait. */
  private static String waited(Failures each) {
    String noticed =
        switch (each.kind()) {
          case KILL -> "It is noticed by its exit";
          case FREEZE, SICK -> "Only its heartbeats tell of it, usually two misses in a row";
        };
    String others =
        each.kind() == Failure.SICK || each.failed() > 0
            ? ""
            : " What it had been sent and not answered went to another server then; the slowest "
                + "of all answers took %s.".formatted(Words.span(each.longest()));
    String median = Words.span(Quantiles.median(each.detections()));
    String when =
        each.trials().size() == 1
            ? median
            : "%s in the median, %s at most"
                .formatted(median, Words.span(Quantiles.max(each.detections())));
    return "%s: after %s.%s".formatted(noticed, when, others);
  }

  private static void reasons(Html html, List<Failures> all) {
    for (Failures each : all) {
      each.reasons()
          .forEach((reason, count) ->
              html.paragraph(
                  "While servers were %s, %s requests failed: %s."
                      .formatted(each.kind().label(), Words.count(count), reason)));
    }
  }
}
