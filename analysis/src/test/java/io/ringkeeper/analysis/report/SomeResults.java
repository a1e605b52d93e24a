package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.TimelineChart.Mark;
import io.ringkeeper.analysis.chart.TimelineChart.Story;
import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Failure;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Latency;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import io.ringkeeper.analysis.experiment.Trial;
import io.ringkeeper.analysis.experiment.Variant;
import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.stats.Moves;
import io.ringkeeper.analysis.stats.Shares;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Results as they might be, made up without a balancer. */
final class SomeResults {

  private SomeResults() {}

  static Results complete() {
    Results results = begun();
    results.shares(sample(3));
    results.scaling(new Scaling(growth(), latencies(), 0));
    results.checks(
        List.of(
            new Check("requests", "GET /rep", "200", "200 {…}", Check.Verdict.AS_EXPECTED),
            new Check("bodies", "POST /add <\"n\">", "400", "200", Check.Verdict.WRONG)));
    for (Failure kind : Failure.values()) {
      results.add(failures(kind));
    }
    for (Variant variant : Variant.ALL) {
      List<Integer> owners = new ArrayList<>();
      SortedMap<Integer, Integer> stands = new TreeMap<>();
      for (int place = 0; place < 512; place++) {
        owners.add(place % 6 == 5 ? 0 : 1 + place / 64 % 3);
      }
      stands.put(7, 2);
      results.add(new Comparison(variant, growth(), growth(), owners, stands, 512));
    }
    results.finish(Duration.ofSeconds(200));
    return results;
  }

  static Results begun() {
    return new Results(
        new Results.Origin(
            "bin/ringkeeper analyze",
            "abc",
            "1 May 2026",
            "2 processors",
            "its own",
            10_000,
            20,
            2_000));
  }

  /** So many requests of servers that should all get the same. */
  static Sample even(Long... counts) {
    SortedMap<Integer, Double> parts = new TreeMap<>();
    SortedMap<Integer, Long> each = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      parts.put(i + 1, 1.0 / counts.length);
      each.put(i + 1, counts[i]);
    }
    int all = Arrays.stream(counts).mapToInt(Long::intValue).sum();
    return new Sample(all, 0, each, parts, 0, 20_000, "0123456789abcdef");
  }

  /** Two to six servers, all of which get the same, and keys of which so many move needlessly. */
  static Growth even(int needless) {
    SortedMap<Integer, Sample> samples = new TreeMap<>();
    SortedMap<Integer, Moves> added = new TreeMap<>();
    for (int n = Growth.FROM; n <= Growth.TO; n++) {
      samples.put(n, even(Collections.nCopies(n, 1_000L).toArray(Long[]::new)));
      if (n > Growth.FROM) {
        added.put(n, new Moves(10_000, 10_000 / n, needless));
      }
    }
    return new Growth(samples, added, new Moves(10_000, 1_600, needless), sample(5));
  }

  static Sample sample(int servers) {
    SortedMap<Integer, Double> parts =
        Shares.of(PlannedFleet.of(PlannedFleet.strategy("ring"), servers).table());
    SortedMap<Integer, Long> counts = new TreeMap<>();
    parts.forEach((ordinal, part) -> counts.put(ordinal, Math.round(part * 10_000)));
    return new Sample(10_000, 0, counts, parts, 0, 20_000, "0123456789abcdef");
  }

  /** Shares as the ring's, which are not even; some keys move needlessly. */
  static Growth growth() {
    SortedMap<Integer, Sample> samples = new TreeMap<>();
    SortedMap<Integer, Moves> added = new TreeMap<>();
    for (int n = Growth.FROM; n <= Growth.TO; n++) {
      samples.put(n, sample(n));
      if (n > Growth.FROM) {
        added.put(n, new Moves(10_000, 10_000 / n, 20));
      }
    }
    return new Growth(samples, added, new Moves(10_000, 1_600, 30), sample(5));
  }

  private static SortedMap<Integer, Latency> latencies() {
    SortedMap<Integer, Latency> latencies = new TreeMap<>();
    for (int n = Growth.FROM; n <= Growth.TO; n++) {
      latencies.put(n, new Latency(2_000, 0.2, 1 + n, 30));
    }
    return latencies;
  }

  static Comparison comparison(Variant variant, Growth growth, @Nullable Growth bounded) {
    return new Comparison(
        variant, growth, bounded, Collections.nCopies(512, 1), new TreeMap<>(), 512);
  }

  private static Failures failures(Failure kind) {
    return failures(kind, new TreeMap<>());
  }

  static Failures failures(Failure kind, SortedMap<String, Long> reasons) {
    List<Double> slowest = new ArrayList<>();
    int[] each = new int[60];
    for (int i = 0; i < each.length; i++) {
      each[i] = 20;
      slowest.add(i == 20 ? 2_500.0 : 1.5);
    }
    List<Mark> marks =
        List.of(new Mark(0, "server 2 fails"), new Mark(2.31, "detected"), new Mark(2.32, "back"));
    return new Failures(
        kind,
        List.of(
            new Trial(2, 12, OptionalDouble.of(13), 140),
            new Trial(1, 2_400, OptionalDouble.empty(), 2_600)),
        40_000,
        reasons,
        2_500,
        new Story(-0.5, 0.06, Map.of(1, each, 2, each, 3, each), slowest, marks));
  }
}
