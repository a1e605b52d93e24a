package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;

/** Which part of the keys moved, of which some had to; the rest could have stayed. */
public final class MovesChart {

  private static final int TOP = 50;
  private static final double BAR = 20;

  private final Room room;
  private final double left;
  private final double gap;
  private final double row;
  private final Svg svg = new Svg();

  private MovesChart(Room room) {
    this.room = room;
    this.left = room.pick(218, 0);
    this.gap = room.pick(24, 12);
    this.row = room.pick(34, 52);
  }

  /** Two parts of all keys, 0 to 1. */
  public record Moved(double needed, double needless) {
    double all() {
      return needed + needless;
    }
  }

  /** One way to share keys: what moved when a server came, and when one went. */
  public record Row(String label, Moved added, Moved removed) {}

  /** The chart; {@code fair} is 1/N of the larger fleet. */
  public static Chart draw(String name, String title, String note, List<Row> rows, double fair) {
    return Chart.of(name, title, note, room -> new MovesChart(room).draw(rows, fair));
  }

  private Drawing draw(List<Row> rows, double fair) {
    double most = rows.stream().mapToDouble(MovesChart::most).reduce(fair, Math::max) * 1.45;
    double panel = (room.width() - left - gap) / 2;
    Scale add = Scale.between(0, most, 0.1, left, left + panel);
    Scale remove = Scale.between(0, most, 0.1, left + panel + gap, room.width());
    head(add, "a server comes", fair);
    head(remove, "a server goes", fair);
    for (int i = 0; i < rows.size(); i++) {
      double y = TOP + i * row;
      Row moved = rows.get(i);
      double bar = y + room.pick(7, 26);
      svg.bold(0, y + room.pick(21, 15), Anchor.START, Ink.TEXT, moved.label);
      bar(add, moved.added, bar, fair);
      bar(remove, moved.removed, bar, fair);
    }
    double bottom = TOP + rows.size() * row;
    svg.rect(left, bottom + 14, 14, 12, Ink.MUTED);
    svg.text(left + 20, bottom + 25, Anchor.START, Ink.SOFT, "had to move");
    svg.rect(left + 110, bottom + 14, 14, 12, Ink.ACCENT);
    svg.text(left + 130, bottom + 25, Anchor.START, Ink.SOFT, "moved needlessly");
    return Drawing.of(room.width(), bottom + 36, svg);
  }

  private static double most(Row row) {
    return Math.max(row.added.all(), row.removed.all());
  }

  private void head(Scale scale, String words, double fair) {
    svg.bold(scale.from(), 14, Anchor.START, Ink.TEXT, words);
    String label = "fair share " + Words.percent(fair);
    svg.text(scale.at(fair), TOP - 14, Anchor.MIDDLE, Ink.TEXT, 12, false, label);
  }

  private void bar(Scale scale, Moved moved, double y, double fair) {
    double needed = scale.at(moved.needed);
    double all = scale.at(moved.all());
    double middle = y + BAR / 2;
    svg.line(scale.from(), y - 2, scale.from(), y + BAR + 2, Ink.GRID, 1);
    svg.rect(scale.from(), y, needed - scale.from(), BAR, Ink.MUTED);
    svg.rect(needed, y, all - needed, BAR, Ink.ACCENT);
    svg.dashed(scale.at(fair), y - 4, scale.at(fair), y + BAR + 4, Ink.TEXT);
    String words = Words.percent(moved.all());
    svg.plate(all + 7, middle + 5, Anchor.START, Ink.TEXT, Svg.WORDS, false, words);
  }
}
