package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Ink;
import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import io.ringkeeper.analysis.stats.Quantiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first screen: who got how much, why, and what to choose. */
final class Summary {

  private Summary() {}

  static void write(Html html, Results results) {
    html.markup("<header>\n<h1>Which server gets how much, and why?</h1>");
    html.markup(
        ("<p class=\"soft lead\">%s requests to running Ringkeeper balancers, %s of "
                + "them failed. %s, commit <code>%s</code>.</p>")
            .formatted(
                Words.count(results.requests()),
                results.failed() == 0 ? "none" : Words.count(results.failed()),
                Html.escape(results.origin().date()),
                Html.escape(results.origin().commit())));
    html.markup("</header>");
    warn(html, results);
    html.markup("<div class=\"cards\">");
    results.shares().ifPresent(sample -> shares(html, sample));
    why(html, results);
    choice(html, results);
    html.markup("</div>");
    facts(html, results);
    html.markup(
        """
        <nav aria-label="Contents">
        <a href="#a1">A-1 three servers</a> <a href="#a2">A-2 two to six servers</a>
        <a href="#a3">A-3 errors and failures</a> <a href="#a4">A-4 other hash functions</a>
        <a href="#choice">What to use, and why</a> <a href="#method">How it was measured</a>
        </nav>\
        """);
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

  private static void shares(Html html, Sample sample) {
    html.markup("<section class=\"card\">");
    html.markup(
        "<h2>Who got how much of %s requests?</h2>".formatted(Words.count(sample.requests())));
    double most = sample.spread().max();
    sample
        .counts()
        .forEach((ordinal, count) ->
            html.markup(
                """
                <div class="bar"><span>server %d</span>\
                <span><i style="width:%.1f%%;background:var(%s)"></i></span>\
                <span><b>%s</b> · %s</span></div>\
                """
                    .formatted(
                        ordinal,
                        100 * count / most,
                        Ink.ofServer(ordinal).variable(),
                        Words.count(count),
                        Words.percent((double) count / sample.answered()))));
    html.markup(
        """
        <p>The fullest has <strong>%s</strong> its fair share of %s. %s</p>
        </section>\
        """
            .formatted(
                Words.times(sample.spread().maxOverMean()),
                Words.count(sample.spread().mean()),
                sample.againstPrediction().agrees()
                    ? "That is what the ring predicts, but for chance (p = %s)."
                        .formatted(Words.chance(sample.againstPrediction().p()))
                    : "That is not what the ring predicts."));
  }

  private static void why(Html html, Results results) {
    Optional<Comparison> literal = results.comparison(Variant.LITERAL.key());
    Optional<Comparison> spread = results.comparison(Variant.SPREAD.key());
    html.markup("<section class=\"card\"><h2>Why?</h2>");
    html.markup(
        """
        <p>A ring of 512 slots: each server stands at 9 of them and owns the slots before.
        <strong>Who has the larger gaps gets more.</strong> The mission's function only shifts one
        pattern by the server's id, so that ids 1, 2, 3 stand side by side:</p>\
        """);
    literal.ifPresent(it -> stack(html, ComparisonFigures.at3(it.growth())));
    html.markup("<p>Ringkeeper keeps the function and spreads the ids (<code>189·n</code>):</p>");
    spread.ifPresent(it -> stack(html, ComparisonFigures.at3(it.growth())));
    html.markup("</section>");
  }

  /** Parts of one bar, with words where there is room. */
  private static void stack(Html html, Sample sample) {
    StringBuilder parts = new StringBuilder("<div class=\"stack\" role=\"img\" aria-label=\"");
    sample
        .parts()
        .forEach((ordinal, part) ->
            parts
                .append("server ")
                .append(ordinal)
                .append(": ")
                .append(Words.percent(part))
                .append(' '));
    parts.append("\">");
    sample
        .parts()
        .forEach((ordinal, part) ->
            parts.append(
                "<i style=\"flex:%.4f;background:var(%s);color:var(%s)\">%s</i>"
                    .formatted(
                        part,
                        Ink.ofServer(ordinal).variable(),
                        Ink.ofServer(ordinal).words().variable(),
                        part > 0.15 ? Words.percent(part) : "")));
    html.markup(parts.append("</div>").toString());
  }

  private static void choice(Html html, Results results) {
    html.markup("<section class=\"card\"><h2>What to choose?</h2>");
    html.markup(line(results, Variant.SPREAD, "the mission's functions, a few servers"));
    html.markup(line(results, Variant.MAGLEV, "even loads"));
    html.markup(line(results, Variant.RENDEZVOUS, "keys that stay, for caches"));
    html.markup(line(results, Variant.CAPPED, "both, for large fleets"));
    html.markup("<p class=\"soft\"><a href=\"#choice\">With the reasons</a></p></section>");
  }

  private static String line(Results results, Variant variant, String use) {
    String worst =
        results
            .comparison(variant.key())
            .map(Comparison::growth)
            .map(g -> " (at most %s the mean)".formatted(Words.times(g.worst())))
            .orElse("");
    return "<p><strong>%s</strong>: %s%s</p>".formatted(variant.label(), use, worst);
  }

  private static void facts(Html html, Results results) {
    html.markup("<dl class=\"facts\">");
    for (Failures failures : results.failures()) {
      fact(
          html,
          Words.span(Quantiles.median(failures.recoveries())),
          "from a %s server to its replacement, median of %d; %s of %s requests failed"
              .formatted(
                  failures.kind().label().toLowerCase(Locale.ROOT),
                  failures.trials().size(),
                  failures.failed() == 0 ? "none" : Words.count(failures.failed()),
                  Words.count(failures.requests())));
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
