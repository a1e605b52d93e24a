package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.HeatTable;
import io.ringkeeper.analysis.chart.MovesChart;
import io.ringkeeper.analysis.chart.MovesChart.Moved;
import io.ringkeeper.analysis.chart.RingChart;
import io.ringkeeper.analysis.chart.SharesChart;
import io.ringkeeper.analysis.chart.SharesChart.Row;
import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import io.ringkeeper.analysis.stats.Moves;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The charts of A-4. */
final class ComparisonFigures {

  /** The number of servers that shares are shown for. */
  static final int SERVERS = 3;

  private ComparisonFigures() {}

  static Chart shares(List<Comparison> all) {
    List<Row> rows = new ArrayList<>();
    for (Comparison each : all) {
      rows.add(
          new Row(each.variant().label(), each.variant().detail(), at3(each.growth()).parts()));
    }
    Comparator<Comparison> by = Comparator.comparingDouble(ComparisonFigures::at3);
    Comparison worst = Collections.max(all, by);
    Comparison best = Collections.min(all, by);
    String title =
        all.size() == 1
            ? "“%s” gives none of 3 servers more than %s"
                .formatted(best.variant().label(), Words.percent(largest(best)))
            : "The same ids, %d ways: “%s” gives one server %s, “%s” none more than %s"
                .formatted(
                    all.size(),
                    worst.variant().label(),
                    Words.percent(largest(worst)),
                    best.variant().label(),
                    Words.percent(largest(best)));
    return SharesChart.draw(
        "a4-shares",
        title,
        "Measured, %s requests to 3 servers each: server 1, 2 and 3 from left to right."
            .formatted(Words.count(at3(all.getFirst().growth()).requests())),
        rows);
  }

  static Chart bounded(List<Comparison> all) {
    List<Row> rows = new ArrayList<>();
    double before = 0;
    double after = 0;
    String label = "";
    for (Comparison each : all) {
      Growth bounded = each.bounded();
      if (bounded != null) {
        Sample sample = at3(bounded);
        String away = Words.percent(away(sample)) + " not at their owner";
        rows.add(new Row(each.variant().label(), away, sample.parts()));
        if (largest(each) > before) {
          before = largest(each);
          after = largest(sample);
          label = each.variant().label();
        }
      }
    }
    String title =
        ("With a bound of %s on requests in flight, "
                + "the fullest server of “%s” goes from %s to %s")
            .formatted(Variant.BOUND, label, Words.percent(before), Words.percent(after));
    return SharesChart.draw(
        "a4-bounded",
        title,
        "As above, with bounded-load: %s. The bound is on requests in flight, not on their count."
            .formatted(Variant.BOUND),
        rows);
  }

  static Chart balance(List<Comparison> all, double least) {
    List<HeatTable.Row> rows = new ArrayList<>();
    for (Comparison each : all) {
      SortedMap<Integer, Double> values = new TreeMap<>();
      each.growth().samples().forEach((n, sample) -> values.put(n, sample.spread().maxOverMean()));
      rows.add(new HeatTable.Row(each.variant().label(), values));
    }
    return HeatTable.draw(
        "a4-balance",
        balanceTitle(all, least),
        "The load of the fullest server over the mean, measured: 1.00 is as even as can be; the"
            + " stronger the colour, the less even.",
        rows);
  }

  static Chart moves(List<Comparison> all) {
    List<MovesChart.Row> rows = new ArrayList<>();
    List<Comparison> still = new ArrayList<>();
    for (Comparison each : all) {
      Moves added = each.growth().lastAdded();
      Moves removed = each.growth().removed();
      rows.add(new MovesChart.Row(each.variant().label(), moved(added), moved(removed)));
      if (added.needless() + removed.needless() == 0) {
        still.add(each);
      }
    }
    String who =
        still.isEmpty()
            ? "every way moves some keys"
            : still.size() == all.size() && all.size() > 1
                ? "no way moves a key"
                : Findings.names(still) + (still.size() == 1 ? " moves" : " move") + " no key";
    return MovesChart.draw(
        "a4-moves",
        "When the sixth server comes or one of six goes, %s needlessly".formatted(who),
        "The same ids before and after, measured. Needlessly: between servers that stayed.",
        rows,
        1.0 / Growth.TO);
  }

  private static String balanceTitle(List<Comparison> all, double least) {
    List<Comparison> even =
        all.stream().filter(each -> Findings.isEven(each.growth(), least)).toList();
    double worst = even.stream().mapToDouble(c -> c.growth().worst()).max().orElse(0);
    if (!even.isEmpty()) {
      return "%s: with 2 to 6 servers the fullest has %s the mean at most, and chance explains it"
          .formatted(Findings.names(even), Words.times(worst));
    }
    Comparison best = Collections.min(all, Comparator.comparingDouble(c -> c.growth().worst()));
    return "%s comes nearest to equal shares: the fullest of 2 to 6 servers has %s the mean at most"
        .formatted(Findings.names(List.of(best)), Words.times(best.growth().worst()));
  }

  private static Moved moved(Moves moves) {
    return new Moved(moves.neededPart(), moves.needlessPart());
  }

  static Chart rings(List<Comparison> all) {
    List<RingChart.Ring> rings = new ArrayList<>();
    for (Comparison each : all) {
      long reached = each.owners().stream().filter(o -> o > 0).count();
      String detail =
          each.slots() > each.owners().size()
              ? "%s %d of %s places"
                  .formatted(
                      each.variant().setup().strategy().equals("ring")
                          ? "every 128th,"
                          : "the first",
                      each.owners().size(),
                      Words.count(each.slots()))
              : reached < each.owners().size()
                  ? "ids reach %d of %d places".formatted(reached, each.owners().size())
                  : "all %d places".formatted(each.owners().size());
      rings.add(
          new RingChart.Ring(
              each.variant().label(),
              detail,
              each.owners(),
              each.stands(),
              at3(each.growth()).predicted()));
    }
    return RingChart.draw(
        "a4-rings",
        ringTitle(all),
        "Who owns which place with 3 servers, clockwise from the top. Strokes outside are virtual"
            + " servers. Inside: the part of all six-digit ids.",
        rings);
  }

  private static String ringTitle(List<Comparison> all) {
    Optional<Comparison> literal = find(all, Variant.LITERAL);
    Optional<Comparison> spread = find(all, Variant.SPREAD);
    if (literal.isPresent() && spread.isPresent()) {
      return "Side by side on the ring, one server gets %s; spread out, none gets more than %s"
          .formatted(Words.percent(largest(literal.get())), Words.percent(largest(spread.get())));
    }
    Comparator<Comparison> by = Comparator.comparingDouble(ComparisonFigures::owned);
    Comparison most = Collections.max(all, by);
    Comparison least = Collections.min(all, by);
    String none =
        "“%s” lets none of 3 servers own more than %s of all ids"
            .formatted(least.variant().label(), Words.percent(owned(least)));
    return all.size() == 1
        ? none
        : "%s, “%s” lets one own %s"
            .formatted(none, most.variant().label(), Words.percent(owned(most)));
  }

  /** The largest part of all ids that one of three servers owns. */
  private static double owned(Comparison comparison) {
    return Collections.max(at3(comparison.growth()).predicted().values());
  }

  private static Optional<Comparison> find(List<Comparison> all, Variant variant) {
    return all.stream().filter(each -> each.variant().equals(variant)).findFirst();
  }

  static Sample at3(Growth growth) {
    Sample sample = growth.samples().get(SERVERS);
    if (sample == null) {
      throw new IllegalStateException("three servers are always among them");
    }
    return sample;
  }

  private static double at3(Comparison comparison) {
    return at3(comparison.growth()).spread().maxOverMean();
  }

  static double largest(Comparison comparison) {
    return largest(at3(comparison.growth()));
  }

  static double largest(Sample sample) {
    return sample.spread().max() / Math.max(1, sample.answered());
  }

  /** The part of the requests that met another server than the owner of their id. */
  static double away(Sample sample) {
    return (double) sample.elsewhere() / Math.max(1, sample.answered());
  }
}
