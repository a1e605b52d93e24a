package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Map.Entry;
import java.util.SortedMap;

/** Who got which part of the requests, a bar for each way to share them. */
public final class SharesChart {

  private static final int WIDTH = 720;
  private static final int ROW = 40;
  private static final int TOP = 30;
  private static final double LEFT = 230;
  private static final double RIGHT = WIDTH - 50;

  private SharesChart() {}

  /** One way: the part of each server, by ordinal, 0 to 1. */
  public record Row(String label, String detail, SortedMap<Integer, Double> parts) {}

  /** The chart of these rows, from top to bottom. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    Svg svg = new Svg();
    int height = TOP + rows.size() * ROW + 34;
    int servers = rows.stream().mapToInt(row -> row.parts.size()).max().orElse(1);
    svg.text(WIDTH, TOP - 12, Anchor.END, Ink.SOFT, 12, false, "max/mean");
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), TOP + i * ROW);
    }
    double bottom = TOP + rows.size() * ROW + 2;
    for (int i = 1; i < servers; i++) {
      double x = LEFT + (RIGHT - LEFT) * i / servers;
      svg.dashed(x, TOP - 8, x, bottom, Ink.TEXT);
    }
    svg.text(
        (LEFT + RIGHT) / 2,
        bottom + 20,
        Anchor.MIDDLE,
        Ink.SOFT,
        "dashed: where the bars would divide if all got the same");
    return Chart.of(name, title, note, WIDTH, height, svg);
  }

  private static void row(Svg svg, Row row, double y) {
    boolean two = !row.detail.isEmpty();
    svg.bold(0, y + (two ? 14 : 21), Anchor.START, Ink.TEXT, row.label);
    if (two) {
      svg.text(0, y + 30, Anchor.START, Ink.SOFT, 12, false, row.detail);
    }
    double at = LEFT;
    double largest = 0;
    for (Entry<Integer, Double> part : row.parts.entrySet()) {
      double wide = part.getValue() * (RIGHT - LEFT);
      Ink ink = Ink.ofServer(part.getKey());
      svg.rect(at, y + 4, wide - 1.5, ROW - 12, ink);
      String words = Words.percent(part.getValue());
      if (wide > TextWidth.of(words, Svg.WORDS) + 8) {
        svg.bold(at + wide / 2, y + 23, Anchor.MIDDLE, ink.words(), words);
      }
      at += wide;
      largest = Math.max(largest, part.getValue());
    }
    String ratio = String.format(java.util.Locale.ROOT, "%.2f", largest * row.parts.size());
    svg.bold(WIDTH, y + 23, Anchor.END, Ink.TEXT, ratio);
  }
}
