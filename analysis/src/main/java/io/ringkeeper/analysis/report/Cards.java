package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Ink;
import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Three answers side by side: who got how much, why, and what to choose. */
final class Cards {

  private final Html html;
  private final Results results;

  private Cards(Html html, Results results) {
    this.html = html;
    this.results = results;
  }

  /** Those that something was measured for. */
  static void write(Html html, Results results) {
    Cards cards = new Cards(html, results);
    html.markup("<div class=\"cards\">");
    results.shares().ifPresent(cards::shares);
    if (results.shares().isPresent() || !results.comparisons().isEmpty()) {
      cards.why();
    }
    if (Choice.isThere(results)) {
      cards.choice();
    }
    html.markup("</div>");
  }

  private void shares(Sample sample) {
    html.markup("<section class=\"card\">");
    html.markup(
        "<h2>Who got how much of %s requests?</h2>".formatted(Words.count(sample.requests())));
    double most = Math.max(1, sample.spread().max());
    sample
        .counts()
        .forEach((ordinal, count) ->
            html.markup(
                """
                <div class="bar"><span>server %d</span><span><b>%s</b> · %s</span>\
                <i style="width:%.1f%%;background:var(%s)"></i></div>\
                """
                    .formatted(
                        ordinal,
                        Words.count(count),
                        Words.percent((double) count / Math.max(1, sample.answered())),
                        100 * count / most,
                        Ink.ofServer(ordinal).variable())));
    html.markup(
        """
        <p>The fullest has <strong>%s</strong> its fair share of %s. The ring predicts %s: %s.</p>
        </section>\
        """
            .formatted(
                Words.times(sample.spread().maxOverMean()),
                Words.count(sample.spread().mean()),
                Findings.list(Findings.predicted(sample)),
                sample.againstPrediction().agrees(results.leastChance())
                    ? "chance explains the rest"
                    : "<strong>that is not what came</strong>"));
  }

  private void why() {
    Optional<Comparison> literal = results.comparison(Variant.LITERAL.key());
    Optional<Sample> spread =
        results
            .comparison(Variant.SPREAD.key())
            .map(way -> ComparisonFigures.at3(way.growth()))
            .or(results::shares);
    html.markup("<section class=\"card\"><h2>Why?</h2>");
    html.markup(
        """
        <p>A request's id leads to one of 512 slots on a ring; the next server clockwise from there
        answers. Each server stands at 9 slots, so <strong>who has the larger gaps before it gets
        more</strong>. The mission's function puts servers with ids 1, 2, 3 side by side, where
        hardly any gap is left but the first one's%s</p>\
        """
            .formatted(literal.isPresent() ? ":" : "."));
    literal.ifPresent(it -> stack(ComparisonFigures.at3(it.growth())));
    html.markup(
        "<p>Ringkeeper keeps the function and spreads the ids (<code>189·n</code>)%s</p>"
            .formatted(spread.isPresent() ? ":" : "."));
    spread.ifPresent(this::stack);
    html.markup("</section>");
  }

  /** Parts of one bar, with words where there is room. */
  private void stack(Sample sample) {
    StringJoiner said = new StringJoiner(", ");
    StringBuilder parts = new StringBuilder();
    sample
        .parts()
        .forEach((ordinal, part) -> {
          said.add("server " + ordinal + ": " + Words.percent(part));
          parts.append(
              "<i style=\"flex:%.4f;background:var(%s);color:var(%s)\">%s</i>"
                  .formatted(
                      part,
                      Ink.ofServer(ordinal).variable(),
                      Ink.ofServer(ordinal).words().variable(),
                      part > 0.15 ? Words.percent(part) : ""));
        });
    html.markup(
        "<div class=\"stack\" role=\"img\" aria-label=\"%s\">%s</div>".formatted(said, parts));
  }

  private void choice() {
    List<Advice> all = Advice.of(results);
    html.markup("<section class=\"card\"><h2>What to choose?</h2><dl>");
    for (Advice each : all) {
      html.markup(
          "<dt>For %s</dt><dd><strong>%s</strong> <span class=\"soft\">%s</span></dd>"
              .formatted(
                  Html.escape(each.want()),
                  Html.escape(each.way().variant().label()),
                  Words.times(each.way().growth().worst())));
    }
    html.markup(
        """
        </dl><p class="soft">Behind each: what the fullest server got at most, over its fair \
        share, with 2 to 6 servers. <a href="#choice">The reasons</a></p></section>\
        """);
  }
}
