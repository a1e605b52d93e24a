package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;

/** Every single time that was taken, as a dot, and their median; the axis goes by powers of ten. */
public final class StripChart {

  private static final int WIDTH = 720;
  private static final int ROW = 52;
  private static final int TOP = 12;
  private static final double LEFT = 196;
  private static final double RIGHT = WIDTH - 180;

  private StripChart() {}

  /** Times of one kind, in milliseconds, at least one. */
  public record Row(String label, String detail, Ink ink, List<Double> millis) {}

  /** The chart of these rows. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    Svg svg = new Svg();
    double low = rows.stream().flatMap(r -> r.millis.stream()).reduce(1e9, Math::min);
    double high = rows.stream().flatMap(r -> r.millis.stream()).reduce(1.0, Math::max);
    Scale across = Scale.decades(Math.max(0.1, low), high, LEFT, RIGHT);
    double bottom = TOP + rows.size() * ROW;
    for (double tick : across.ticks()) {
      svg.line(across.at(tick), TOP, across.at(tick), bottom, Ink.GRID, 1);
      String words = tick < 1_000 ? Words.tick(tick) + " ms" : Words.tick(tick / 1_000) + " s";
      svg.text(across.at(tick), bottom + 20, Anchor.MIDDLE, Ink.SOFT, words);
    }
    for (int i = 0; i < rows.size(); i++) {
      row(svg, across, rows.get(i), TOP + i * ROW);
    }
    return Chart.of(name, title, note, WIDTH, (int) bottom + 34, svg);
  }

  private static void row(Svg svg, Scale across, Row row, double y) {
    double middle = y + ROW / 2.0;
    svg.bold(0, middle - 3, Anchor.START, Ink.TEXT, row.label);
    svg.text(0, middle + 14, Anchor.START, Ink.SOFT, 12, false, row.detail);
    svg.line(LEFT, middle, RIGHT, middle, Ink.GRID, 1);
    List<Double> sorted = row.millis.stream().sorted().toList();
    for (int i = 0; i < sorted.size(); i++) {
      svg.dot(across.at(sorted.get(i)), middle + 9 * ((i * 5 % 7) - 3) / 3.0, 5, row.ink);
    }
    double median = median(sorted);
    svg.line(across.at(median), middle - 19, across.at(median), middle + 19, Ink.TEXT, 2.5);
    svg.bold(RIGHT + 14, middle - 3, Anchor.START, Ink.TEXT, "median " + Words.span(median));
    svg.text(
        RIGHT + 14, middle + 14, Anchor.START, Ink.SOFT, "longest " + Words.span(sorted.getLast()));
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
