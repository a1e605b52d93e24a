package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.stats.Quantiles;
import java.util.List;

/** The first screen: who got how much, why, and what to choose. */
final class Summary {

  private Summary() {}

  static void write(Html html, Results results) {
    boolean shares = results.tests() > 0 || !FailureSection.isThere(results);
    html.markup(
        "<header>\n<h1>%s</h1>"
            .formatted(
                shares
                    ? "Which server gets how much, and why?"
                    : "What happens when servers fail?"));
    html.markup(
        ("<p class=\"soft lead\">%s requests to running Ringkeeper balancers; %s of "
                + "them failed. %s, commit <code>%s</code>.</p>")
            .formatted(
                Words.count(results.requests()),
                results.failed() == 0 ? "none" : Words.count(results.failed()),
                Html.escape(results.origin().date()),
                Html.escape(results.origin().commit())));
    html.markup("</header>");
    warn(html, results);
    Cards.write(html, results);
    facts(html, results);
    contents(html, results);
  }

  /** Links to what there is. */
  private static void contents(Html html, Results results) {
    html.markup("<nav aria-label=\"Contents\">");
    link(html, results.shares().isPresent(), "a1", "A-1 three servers");
    link(html, results.scaling().isPresent(), "a2", "A-2 two to six servers");
    link(html, FailureSection.isThere(results), "a3", "A-3 errors and failures");
    link(html, !results.comparisons().isEmpty(), "a4", "A-4 other hash functions");
    link(html, Choice.isThere(results), "choice", "What to use, and why");
    link(html, true, "method", "How it was measured");
    html.markup("</nav>");
  }

  private static void link(Html html, boolean there, String id, String words) {
    if (there) {
      html.markup("<a href=\"#%s\">%s</a>".formatted(id, words));
    }
  }

  private static void warn(Html html, Results results) {
    List<String> against = results.against();
    if (!against.isEmpty()) {
      html.markup("<div class=\"warning\" role=\"note\"><strong>Not as it must be</strong><ul>");
      against.forEach(sentence -> html.markup("<li>" + Html.escape(sentence) + "</li>"));
      html.markup("</ul></div>");
    }
    if (results.isComplete()) {
      return;
    }
    html.markup("<div class=\"warning\" role=\"note\"><strong>This report is incomplete.</strong>");
    html.markup("It shows what had been measured when the analysis ended.<ul>");
    List<String> troubles = results.troubles();
    troubles.forEach(trouble -> html.markup("<li>" + Html.escape(trouble) + "</li>"));
    html.markup("</ul></div>");
  }

  private static void facts(Html html, Results results) {
    if (!FailureSection.isThere(results)) {
      return;
    }
    html.markup("<dl class=\"facts\">");
    for (Failures failures : results.failures()) {
      fact(
          html,
          Words.span(Quantiles.median(failures.recoveries())),
          "from a %s server to its replacement%s; %s, the slowest took %s"
              .formatted(
                  failures.kind().label(),
                  failures.trials().size() == 1 ? "" : ", median of " + failures.trials().size(),
                  Findings.failed(failures.failed(), failures.requests()),
                  Words.span(failures.longest())));
    }
    if (!results.checks().isEmpty()) {
      long tried =
          results.checks().stream()
              .filter(check -> check.verdict() != Check.Verdict.NOT_TRIED)
              .count();
      long good =
          results.checks().stream()
              .filter(check -> check.verdict() == Check.Verdict.AS_EXPECTED)
              .count();
      fact(html, good + " of " + tried, "endpoints and errors of the contract, as expected");
    }
    html.markup("</dl>");
  }

  private static void fact(Html html, String figure, String words) {
    html.markup(
        "<div><dt>%s</dt><dd>%s</dd></div>".formatted(Html.escape(figure), Html.escape(words)));
  }
}
