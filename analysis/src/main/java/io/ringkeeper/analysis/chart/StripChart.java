package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import io.ringkeeper.analysis.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** Every single time that was taken, as a dot, and their median; the axis goes by powers of ten. */
public final class StripChart {

  private static final int TOP = 12;
  private static final double SMALL = 12;

  private final Room room;
  private final double left;
  private final double right;
  private final double row;
  private final Svg svg = new Svg();

  private StripChart(Room room) {
    this.room = room;
    this.left = room.pick(150, 26);
    this.right = room.width() - room.pick(146, 22);
    this.row = room.pick(52, 68);
  }

  /** Times of one kind, in milliseconds, at least one. */
  public record Row(String label, String detail, Ink ink, List<Double> millis) {}

  /** The chart of these rows. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    return Chart.of(name, title, note, room -> new StripChart(room).draw(rows));
  }

  private Drawing draw(List<Row> rows) {
    double low = rows.stream().flatMap(r -> r.millis.stream()).reduce(1e9, Math::min);
    double high = rows.stream().flatMap(r -> r.millis.stream()).reduce(1.0, Math::max);
    Scale across = Scale.decades(Math.max(0.1, low), high, left, right);
    double bottom = TOP + rows.size() * row;
    for (double tick : across.ticks()) {
      svg.line(across.at(tick), TOP, across.at(tick), bottom, Ink.GRID, 1);
      String words = tick < 1_000 ? Words.tick(tick) + " ms" : Words.tick(tick / 1_000) + " s";
      svg.text(across.at(tick), bottom + 20, Anchor.MIDDLE, Ink.SOFT, words);
    }
    for (int i = 0; i < rows.size(); i++) {
      row(across, rows.get(i), TOP + i * row);
    }
    return Drawing.of(room.width(), bottom + 34, svg);
  }

  private void row(Scale across, Row times, double y) {
    double middle = y + room.pick(26, 44);
    svg.line(left, middle, right, middle, Ink.GRID, 1);
    List<Double> sorted = times.millis.stream().sorted().toList();
    List<double[]> places = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      places.add(new double[] {across.at(sorted.get(i)), middle + 9 * ((i * 5 % 7) - 3) / 3.0});
    }
    svg.dots(5, times.ink, places);
    double median = Quantiles.median(sorted);
    svg.line(across.at(median), middle - 19, across.at(median), middle + 19, Ink.TEXT, 2.5);
    String longest = "longest " + Words.span(Quantiles.max(sorted));
    if (room.isNarrow()) {
      String label = times.label + ", " + times.detail;
      svg.plate(0, y + 16, Anchor.START, Ink.TEXT, Svg.WORDS, true, label);
      String both = "median " + Words.span(median) + ", " + longest;
      svg.plate(room.width(), y + 16, Anchor.END, Ink.SOFT, SMALL, false, both);
      return;
    }
    svg.bold(0, middle - 3, Anchor.START, Ink.TEXT, times.label);
    svg.text(0, middle + 14, Anchor.START, Ink.SOFT, SMALL, false, times.detail);
    svg.bold(right + 14, middle - 3, Anchor.START, Ink.TEXT, "median " + Words.span(median));
    svg.text(right + 14, middle + 14, Anchor.START, Ink.SOFT, longest);
  }
}
