package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Latency;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import io.ringkeeper.analysis.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** */
final class ShareSections {

  private ShareSections() {}

  static void shares(Html html, Results results, Figures figures) {
    Optional<Sample> found = results.shares();
    if (found.isEmpty()) {
      return;
    }
    Sample sample = found.get();
    html.heading("a1", "A-1: three servers");
    html.paragraph(
        ("%s requests with random six-digit ids, 64 at a time, to the usual "
                + "balancer: strategy ring, spread ids. %s were answered.")
            .formatted(Words.count(sample.requests()), Words.count(sample.answered())));
    html.markup("<div class=\"pair\">");
    html.figure(figures.find("a1-requests-per-server"));
    html.markup("<div>");
    double fair = (double) sample.answered() / sample.servers();
    List<List<String>> rows = new ArrayList<>();
    sample
        .counts()
        .forEach((ordinal, count) -> {
          double predicted = sample.predicted().getOrDefault(ordinal, 0.0);
          rows.add(
              List.of(
                  "server " + ordinal,
                  Words.count(count),
                  Words.percent(count / (double) sample.answered()),
                  Words.count(predicted * sample.answered()),
                  Words.percent(predicted),
                  Words.times(count / fair)));
        });
    html.table(
        "The prediction is the part of all ids from 100000 to 999999 that the "
            + "balancer's table gives to the server.",
        List.of("", "measured", "share", "predicted", "share", "of the fair share"),
        rows);
    html.paragraph(Findings.againstPrediction(sample, results.leastChance()));
    html.paragraph(Findings.againstFair(sample, results.leastChance()));
    html.markup("</div></div>");
  }

  static void scaling(Html html, Results results, Figures figures) {
    Optional<Scaling> found = results.scaling();
    if (found.isEmpty()) {
      return;
    }
    Scaling scaling = found.get();
    html.heading("a2", "A-2: two to six servers");
    html.paragraph(
        ("The same %s ids for each number of servers, which were added while the "
                + "balancer ran. The mean alone would be %s divided by N, whatever the hash "
                + "functions; what counts is how far single servers are from it.")
            .formatted(
                Words.count(results.origin().requests()),
                Words.count(results.origin().requests())));
    html.figure(figures.find("a2-load-by-servers"));
    html.table(
        "Requests per server, and the whole system's speed.",
        List.of(
            "N",
            "mean",
            "least",
            "most",
            "most/mean",
            "std. dev.",
            "p",
            "answers/s",
            "median",
            "99 %"),
        rows(scaling));
    html.paragraph(
        ("p is the probability that chance alone is as far from the prediction. Answers per "
                + "second are flat out; median and 99 %% are latencies at a steady %s requests per "
                + "second.")
            .formatted(Words.count(results.origin().rate())));
    html.markup("<div class=\"pair\">");
    html.figure(figures.find("a2-throughput"));
    html.figure(figures.find("a2-latency"));
    html.markup("</div>");
    html.paragraph(
        "Where balancer, servers and load share the cores of one machine, as in balancers of its "
            + "own, these speeds do not tell what servers on machines of their own would add.");
  }

  private static List<List<String>> rows(Scaling scaling) {
    List<List<String>> rows = new ArrayList<>();
    scaling
        .growth()
        .samples()
        .forEach((n, sample) -> {
          Spread spread = sample.spread();
          Latency latency = scaling.latencies().get(n);
          rows.add(
              List.of(
                  String.valueOf(n),
                  Words.count(spread.mean()),
                  Words.count(spread.min()),
                  Words.count(spread.max()),
                  Words.times(spread.maxOverMean()),
                  Words.count(spread.deviation()),
                  Words.chance(sample.againstPrediction().p()),
                  Words.count(sample.perSecond()),
                  latency == null ? "" : Words.span(latency.median()),
                  latency == null ? "" : Words.span(latency.p99())));
        });
    return rows;
  }
}
