package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.SortedMap;

/** Who got which part of the requests, a bar for each way to share them. */
public final class SharesChart {

  private static final int TOP = 34;
  private static final double BAR = 28;
  private static final double SMALL = 12;

  private final Room room;
  private final double left;
  private final double right;
  private final double row;
  private final Svg svg = new Svg();

  private SharesChart(Room room) {
    this.room = room;
    this.left = room.pick(230, 0);
    this.right = room.width() - room.pick(50, 40);
    this.row = room.pick(40, 80);
  }

  /** One way: the part of each server, by ordinal, 0 to 1. */
  public record Row(String label, String detail, SortedMap<Integer, Double> parts) {}

  /** The chart of these rows, from top to bottom; there is at least one. */
  public static Chart draw(String name, String title, String note, List<Row> rows) {
    return Chart.of(name, title, note, room -> new SharesChart(room).draw(rows));
  }

  private Drawing draw(List<Row> rows) {
    SortedMap<Integer, Double> first = rows.getFirst().parts;
    Labels.servers(svg, left, TOP - 18, first.keySet());
    svg.text(room.width(), TOP - 18, Anchor.END, Ink.SOFT, SMALL, false, "most/mean");
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + i * row);
    }
    double bottom = TOP + rows.size() * row + 2;
    for (int i = 1; i < first.size(); i++) {
      divide(left + (right - left) * i / first.size(), rows.size(), bottom);
    }
    svg.text(
        (left + right) / 2, bottom + 20, Anchor.MIDDLE, Ink.SOFT, "dashed: if all got the same");
    return Drawing.of(room.width(), bottom + 32, svg);
  }

  /** Through all bars, but not through the words between them. */
  private void divide(double x, int rows, double bottom) {
    if (!room.isNarrow()) {
      svg.dashed(x, TOP - 8, x, bottom, Ink.TEXT);
      return;
    }
    for (int i = 0; i < rows; i++) {
      double bar = bar(TOP + i * row);
      svg.dashed(x, bar - 4, x, bar + BAR + 4, Ink.TEXT);
    }
  }

  private double bar(double y) {
    return y + room.pick(4, 40);
  }

  private void row(Row row, double y) {
    boolean two = !row.detail.isEmpty();
    svg.bold(0, y + (two ? 14 : 21), Anchor.START, Ink.TEXT, row.label);
    if (two) {
      svg.text(0, y + 30, Anchor.START, Ink.SOFT, SMALL, false, row.detail);
    }
    double at = left;
    double largest = 0;
    double middle = bar(y) + BAR / 2 + 5;
    for (Entry<Integer, Double> part : row.parts.entrySet()) {
      double wide = part.getValue() * (right - left);
      Ink ink = Ink.ofServer(part.getKey());
      svg.rect(at, bar(y), wide - 1.5, BAR, ink);
      String words = Words.percent(part.getValue());
      if (wide > TextWidth.of(words, Svg.WORDS) + 8) {
        svg.bold(at + wide / 2, middle, Anchor.MIDDLE, ink.words(), words);
      }
      at += wide;
      largest = Math.max(largest, part.getValue());
    }
    String ratio = String.format(Locale.ROOT, "%.2f", largest * row.parts.size());
    svg.bold(room.width(), middle, Anchor.END, Ink.TEXT, ratio);
  }
}
