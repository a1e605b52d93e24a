package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A figure for each way to share and each number of servers; the worse, the darker. */
public final class HeatTable {

  private static final int CELL = 34;
  private static final int TOP = 30;

  /** What is as dark as it gets, if nothing is worse. */
  private static final double BAD = 2;

  private HeatTable() {}

  /** One way; its figures by the number of servers, 1 is as good as can be. */
  public record Row(String label, SortedMap<Integer, Double> values) {}

  /** The table of these rows, which have the same columns. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    return Chart.of(name, title, note, room -> draw(room, rows));
  }

  private static Drawing draw(Room room, List<Row> rows) {
    Svg svg = new Svg();
    double worst =
        rows.stream().flatMap(row -> row.values.values().stream()).reduce(BAD, Math::max);
    SortedMap<Integer, Double> first = rows.getFirst().values;
    double left = room.pick(230, 0);
    double row = room.pick(CELL, CELL + 24);
    double cell = (room.width() - left) / first.size();
    int column = 0;
    for (int n : first.keySet()) {
      double x = left + cell * (column++ + 0.5);
      svg.text(x, TOP - 12, Anchor.MIDDLE, Ink.SOFT, 12, false, "N = " + n);
    }
    for (int i = 0; i < rows.size(); i++) {
      double y = TOP + i * row + row - CELL;
      svg.bold(0, y + room.pick(21, -7), Anchor.START, Ink.TEXT, rows.get(i).label);
      double x = left;
      for (double value : rows.get(i).values.values()) {
        cell(svg, x, y, cell, value, worst);
        x += cell;
      }
    }
    return Drawing.of(room.width(), TOP + rows.size() * row + 6, svg);
  }

  /** From 1, which is pale, to the worst there is; twice as bad is as far anywhere between. */
  private static void cell(Svg svg, double x, double y, double wide, double value, double worst) {
    double badness = Math.log(Math.max(1, value)) / Math.log(worst);
    svg.rect(x + 1, y + 1, wide - 2, CELL - 2, Ink.FAINT);
    svg.veil(x + 1, y + 1, wide - 2, CELL - 2, Ink.ACCENT, 0.62 * badness);
    String words = String.format(Locale.ROOT, "%.2f", value);
    svg.bold(x + wide / 2, y + 22, Anchor.MIDDLE, Ink.TEXT, words);
  }
}
