package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A figure for each way to share and each number of servers; the worse, the darker. */
public final class HeatTable {

  private static final int WIDTH = 720;
  private static final int ROW = 34;
  private static final int TOP = 46;
  private static final double LEFT = 230;

  private HeatTable() {}

  /** One way; its figures by the number of servers, 1 is as good as can be. */
  public record Row(String label, SortedMap<Integer, Double> values) {}

  /** The table of these rows, which have the same columns. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    Svg svg = new Svg();
    SortedMap<Integer, Double> first = rows.getFirst().values;
    double cell = (WIDTH - LEFT) / first.size();
    int column = 0;
    for (int n : first.keySet()) {
      double x = LEFT + cell * (column++ + 0.5);
      svg.text(x, TOP - 12, Anchor.MIDDLE, Ink.SOFT, "N = " + n);
    }
    for (int i = 0; i < rows.size(); i++) {
      double y = TOP + i * ROW;
      svg.bold(0, y + 21, Anchor.START, Ink.TEXT, rows.get(i).label);
      double x = LEFT;
      for (double value : rows.get(i).values.values()) {
        cell(svg, x, y, cell, value);
        x += cell;
      }
    }
    return Chart.of(name, title, note, WIDTH, TOP + rows.size() * ROW + 6, svg);
  }

  /** From 1, which is white, to 2, which is as dark as it gets. */
  private static void cell(Svg svg, double x, double y, double wide, double value) {
    double badness = Math.clamp(value - 1, 0, 1);
    svg.rect(x + 1, y + 1, wide - 2, ROW - 2, Ink.FAINT);
    svg.veil(x + 1, y + 1, wide - 2, ROW - 2, Ink.ACCENT, 0.62 * badness);
    String words = String.format(Locale.ROOT, "%.2f", value);
    svg.bold(x + wide / 2, y + 22, Anchor.MIDDLE, Ink.TEXT, words);
  }
}
