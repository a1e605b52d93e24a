package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;

/** Which part of the keys moved, of which some had to; the rest could have stayed. */
public final class MovesChart {

  private static final int WIDTH = 720;
  private static final int ROW = 34;
  private static final int TOP = 64;
  private static final int GAP = 24;
  private static final double LEFT = 218;

  private MovesChart() {}

  /** Two parts of all keys, 0 to 1. */
  public record Moved(double needed, double needless) {
    double all() {
      return needed + needless;
    }
  }

  /** One way to share keys: what moved when a server came, and when one went. */
  public record Row(String label, Moved added, Moved removed) {}

  /** The chart; the fair parts are 1/N of the larger fleet. */
  public static Chart draw(
      String name, String title, String note, List<Row> rows, double fairAdd, double fairRemove) {
    Svg svg = new Svg();
    double most =
        rows.stream().mapToDouble(r -> Math.max(r.added.all(), r.removed.all())).max().orElse(0.1);
    double panel = (WIDTH - LEFT - GAP) / 2;
    double bottom = TOP + rows.size() * ROW;
    Scale add = Scale.between(0, most * 1.45, 0.1, LEFT, LEFT + panel);
    Scale remove = Scale.between(0, most * 1.45, 0.1, LEFT + panel + GAP, WIDTH);
    head(svg, add, "a server comes", fairAdd, bottom);
    head(svg, remove, "a server goes", fairRemove, bottom);
    for (int i = 0; i < rows.size(); i++) {
      double y = TOP + i * ROW;
      Row row = rows.get(i);
      svg.bold(0, y + 21, Anchor.START, Ink.TEXT, row.label);
      bar(svg, add, row.added, y);
      bar(svg, remove, row.removed, y);
    }
    svg.rect(LEFT, bottom + 14, 14, 12, Ink.MUTED);
    svg.text(LEFT + 20, bottom + 25, Anchor.START, Ink.SOFT, "had to move");
    svg.rect(LEFT + 130, bottom + 14, 14, 12, Ink.ACCENT);
    svg.text(LEFT + 150, bottom + 25, Anchor.START, Ink.SOFT, "moved between servers that stayed");
    return Chart.of(name, title, note, WIDTH, (int) bottom + 36, svg);
  }

  private static void head(Svg svg, Scale scale, String words, double fair, double bottom) {
    svg.bold(scale.from(), 16, Anchor.START, Ink.TEXT, words);
    svg.line(scale.from(), TOP - 8, scale.from(), bottom, Ink.GRID, 1);
    svg.dashed(scale.at(fair), TOP - 8, scale.at(fair), bottom, Ink.TEXT);
    String label = "fair share " + Words.percent(fair);
    svg.text(scale.at(fair), TOP - 16, Anchor.MIDDLE, Ink.TEXT, 12, false, label);
  }

  private static void bar(Svg svg, Scale scale, Moved moved, double y) {
    double needed = scale.at(moved.needed);
    double all = scale.at(moved.all());
    svg.rect(scale.from(), y + 7, needed - scale.from(), ROW - 14, Ink.MUTED);
    svg.rect(needed, y + 7, all - needed, ROW - 14, Ink.ACCENT);
    String words = Words.percent(moved.all());
    svg.plate(all + 6, y + 22, Anchor.START, Ink.TEXT, Svg.WORDS, false, words);
  }
}
