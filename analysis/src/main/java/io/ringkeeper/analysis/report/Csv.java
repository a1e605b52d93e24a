package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was found as tables, one for each file; RFC 4180, but for line ends of one sign. */
final class Csv {

  private final StringBuilder out = new StringBuilder();

  private Csv() {}

  /** Tables by file name; those of which there is nothing are left out. */
  static Map<String, String> of(Results results) {
    Map<String, String> files = new TreeMap<>();
    Csv shares = new Csv();
    shares.row("experiment", "way", "bounded", "n", "ordinal", "measured", "predicted_part");
    results.shares().ifPresent(sample -> shares.sample("A-1", "ring-spread", "no", sample));
    results.scaling().ifPresent(s -> shares.growth("A-2", "ring-spread", "no", s.growth()));
    for (Comparison each : results.comparisons()) {
      shares.growth("A-4", each.variant().key(), "no", each.growth());
      Growth bounded = each.bounded();
      if (bounded != null) {
        shares.growth("A-4", each.variant().key(), "yes", bounded);
      }
    }
    files.put("requests-per-server.csv", shares.out.toString());
    results
        .scaling()
        .ifPresent(scaling -> {
          Csv speeds = new Csv();
          speeds.row("n", "answers_per_second", "at_rate", "median_ms", "p99_ms", "longest_ms");
          scaling
              .latencies()
              .forEach((n, latency) -> {
                Sample sample = scaling.growth().samples().get(n);
                speeds.row(
                    n,
                    sample == null ? "" : Math.round(sample.perSecond()),
                    latency.perSecond(),
                    number(latency.median()),
                    number(latency.p99()),
                    number(latency.longest()));
              });
          files.put("speed.csv", speeds.out.toString());
        });
    if (!results.failures().isEmpty()) {
      files.put("failures.csv", failures(results));
    }
    if (!results.checks().isEmpty()) {
      Csv checks = new Csv();
      checks.row("topic", "request", "expected", "seen", "verdict");
      results
          .checks()
          .forEach(c -> checks.row(c.topic(), c.request(), c.expected(), c.seen(), c.verdict()));
      files.put("contract.csv", checks.out.toString());
    }
    if (!results.comparisons().isEmpty()) {
      files.put("moves.csv", moves(results));
    }
    return files;
  }

  private static String failures(Results results) {
    Csv csv = new Csv();
    csv.row("kind", "trial", "ordinal", "detected_ms", "replacement_started_ms", "recovered_ms");
    results
        .failures()
        .forEach(failures -> {
          int number = 0;
          for (var trial : failures.trials()) {
            csv.row(
                failures.kind().label(),
                ++number,
                trial.ordinal(),
                number(trial.detected()),
                trial.replaced().isPresent() ? number(trial.replaced().getAsDouble()) : "",
                number(trial.recovered()));
          }
        });
    return csv.out.toString();
  }

  private static String moves(Results results) {
    Csv csv = new Csv();
    csv.row("way", "change", "n_after", "keys", "needed", "needless");
    for (Comparison each : results.comparisons()) {
      String key = each.variant().key();
      each.growth()
          .added()
          .forEach((n, moves) ->
              csv.row(key, "added", n, moves.keys(), moves.needed(), moves.needless()));
      var gone = each.growth().removed();
      csv.row(key, "removed", Growth.TO - 1, gone.keys(), gone.needed(), gone.needless());
    }
    return csv.out.toString();
  }

  private void growth(String experiment, String way, String bounded, Growth growth) {
    growth.samples().values().forEach(sample -> sample(experiment, way, bounded, sample));
  }

  private void sample(String experiment, String way, String bounded, Sample sample) {
    sample
        .counts()
        .forEach((ordinal, count) ->
            row(
                experiment,
                way,
                bounded,
                sample.servers(),
                ordinal,
                count,
                number(sample.predicted().getOrDefault(ordinal, 0.0))));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private void row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      out.append(i == 0 ? "" : ",").append(cell(String.valueOf(cells[i])));
    }
    out.append('\n');
  }

  private static String cell(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
