package io.ringkeeper.analysis.report;

import static java.util.stream.Collectors.joining;

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

  /** By so much the fullest of six servers with equal shares may differ from the next time. */
  private static final double CHANCE = 0.05;

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
        "The same ids, %d ways: “%s” gives one server %s, “%s” gives none more than %s"
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
        String away =
            Words.percent((double) sample.elsewhere() / sample.answered()) + " not at their owner";
        rows.add(new Row(each.variant().label(), away, sample.parts()));
        if (largest(each) > before) {
          before = largest(each);
          after = largest(sample);
          label = each.variant().label();
        }
      }
    }
    String title =
        "With a bound of %s on the requests in flight, “%s” goes from %s to %s at most"
            .formatted(Variant.BOUND, label, Words.percent(before), Words.percent(after));
    return SharesChart.draw(
        "a4-bounded",
        title,
        "As above, with bounded-load: %s. It follows speed, so even counts may become less even."
            .formatted(Variant.BOUND),
        rows);
  }

  private static double worstOf(List<Comparison> some) {
    return some.stream().mapToDouble(c -> c.growth().worst()).max().orElseThrow();
  }

  private static String labels(List<Comparison> some) {
    return some.stream().map(c -> "“" + c.variant().label() + "”").collect(joining(", "));
  }

  static Chart balance(List<Comparison> all) {
    List<HeatTable.Row> rows = new ArrayList<>();
    for (Comparison each : all) {
      SortedMap<Integer, Double> values = new TreeMap<>();
      each.growth().samples().forEach((n, sample) -> values.put(n, sample.spread().maxOverMean()));
      rows.add(new HeatTable.Row(each.variant().label(), values));
    }
    double best = all.stream().mapToDouble(c -> c.growth().worst()).min().orElseThrow();
    List<Comparison> even = all.stream().filter(c -> c.growth().worst() < best + CHANCE).toList();
    String title =
        "With 2 to 6 servers the fullest has %s the mean at most: %s"
            .formatted(Words.times(worstOf(even)), labels(even));
    return HeatTable.draw(
        "a4-balance",
        title,
        "The load of the fullest server over the mean, measured: 1.00 is as even as can be.",
        rows);
  }

  static Chart moves(List<Comparison> all) {
    List<MovesChart.Row> rows = new ArrayList<>();
    int still = 0;
    for (Comparison each : all) {
      Moves added = each.growth().lastAdded();
      Moves removed = each.growth().removed();
      rows.add(new MovesChart.Row(each.variant().label(), moved(added), moved(removed)));
      still += added.needless() + removed.needless() == 0 ? 1 : 0;
    }
    String title =
        "When the sixth server comes or one of six goes, %d of %d ways move no key needlessly"
            .formatted(still, all.size());
    return MovesChart.draw(
        "a4-moves",
        title,
        "The same ids before and after, measured. Who has little to give moves little.",
        rows,
        1.0 / Growth.TO,
        1.0 / Growth.TO);
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
    return literal.isEmpty() || spread.isEmpty()
        ? "Who owns which place of the table, with 3 servers"
        : "Side by side on the ring, one server gets %s; spread out, none gets more than %s"
            .formatted(Words.percent(largest(literal.get())), Words.percent(largest(spread.get())));
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
    return sample.spread().max() / sample.answered();
  }
}
