package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.BarChart;
import io.ringkeeper.analysis.chart.BarChart.Bar;
import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.GrowthChart;
import io.ringkeeper.analysis.chart.Ink;
import io.ringkeeper.analysis.chart.LineChart;
import io.ringkeeper.analysis.chart.LineChart.Axis;
import io.ringkeeper.analysis.chart.LineChart.Line;
import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Latency;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The charts of. */
final class ShareFigures {

  private ShareFigures() {}

  static Chart shares(Sample sample) {
    List<Bar> bars = new ArrayList<>();
    sample
        .counts()
        .forEach((ordinal, count) ->
            bars.add(
                new Bar(
                    "server " + ordinal,
                    Ink.ofServer(ordinal),
                    count,
                    sample.predicted().getOrDefault(ordinal, 0.0) * sample.answered())));
    int most = Findings.most(sample);
    int least = Findings.least(sample);
    String title =
        "Of %s requests server %d got %s and server %d got %s: %s the fair share at most"
            .formatted(
                Words.count(sample.requests()),
                most,
                Words.count(sample.spread().max()),
                least,
                Words.count(sample.spread().min()),
                Words.times(sample.spread().maxOverMean()));
    return BarChart.draw(
        "a1-requests-per-server",
        title,
        "Bars were measured. The line across each was predicted from the balancer's table.",
        "requests",
        bars,
        (double) sample.answered() / sample.servers());
  }

  static Chart growth(Scaling scaling) {
    NavigableMap<Integer, Map<Integer, Double>> loads = new TreeMap<>();
    SortedMap<Integer, Sample> samples = scaling.growth().samples();
    samples.forEach((n, sample) -> {
      Map<Integer, Double> each = new TreeMap<>();
      sample.counts().forEach((ordinal, count) -> each.put(ordinal, (double) count));
      loads.put(n, each);
    });
    String title =
        "From %d to %d servers the mean load falls from %s to %s; the fullest has up to %s the mean"
            .formatted(
                samples.firstKey(),
                samples.lastKey(),
                Words.count(mean(loads.firstEntry().getValue())),
                Words.count(mean(loads.lastEntry().getValue())),
                Words.times(scaling.growth().worst()));
    return GrowthChart.draw(
        "a2-load-by-servers",
        title,
        "The thick line is the mean. Each dot is a server; its colour is the same at every N.",
        loads);
  }

  private static double mean(Map<Integer, Double> loads) {
    return loads.values().stream().mapToDouble(load -> load).average().orElse(0);
  }

  static Chart throughput(Scaling scaling) {
    NavigableMap<Integer, Double> values = new TreeMap<>();
    scaling.growth().samples().forEach((n, sample) -> values.put(n, sample.perSecond()));
    var low = Collections.min(values.entrySet(), Map.Entry.comparingByValue());
    var high = Collections.max(values.entrySet(), Map.Entry.comparingByValue());
    String title =
        "Flat out, %s requests per second with %d servers, and up to %s with %d"
            .formatted(
                Words.count(low.getValue()),
                low.getKey(),
                Words.count(high.getValue()),
                high.getKey());
    return LineChart.draw(
        "a2-throughput",
        title,
        "64 connections, each asking again as soon as it is answered.",
        new Axis("requests per second", Words::count),
        List.of(new Line("all", Ink.TEXT, values)));
  }

  static Chart latency(Scaling scaling) {
    Latency any = scaling.latencies().values().iterator().next();
    double worst = scaling.latencies().values().stream().mapToDouble(Latency::p99).max().orElse(0);
    String title =
        "At %s requests per second, 99 of 100 answers take %s or less"
            .formatted(Words.count(any.perSecond()), Words.span(worst));
    return LineChart.draw(
        "a2-latency",
        title,
        "From when a request was due: what a slow answer makes others wait is counted.",
        new Axis("milliseconds", Words::span),
        List.of(
            new Line("99 %", Ink.ACCENT, by(scaling, Latency::p99)),
            new Line("median", Ink.TEXT, by(scaling, Latency::median))));
  }

  private static NavigableMap<Integer, Double> by(
      Scaling scaling, ToDoubleFunction<Latency> value) {
    NavigableMap<Integer, Double> values = new TreeMap<>();
    scaling.latencies().forEach((n, latency) -> values.put(n, value.applyAsDouble(latency)));
    return values;
  }
}
