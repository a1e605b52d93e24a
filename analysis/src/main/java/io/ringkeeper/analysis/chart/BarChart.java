package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;

/** What each server got, beside what was predicted for it, and the fair share as a line. */
public final class BarChart {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 330;
  private static final Grid GRID = new Grid(46, 34, WIDTH - 8, HEIGHT - 46);
  private static final double BAR = 0.56;

  private BarChart() {}

  /** One server: {@code predicted} in the unit of {@code measured}. */
  public record Bar(String label, Ink ink, double measured, double predicted) {}

  /** The chart; {@code fair} is what each would have if all had the same. */
  public static Chart draw(
      String name, String title, String note, String unit, List<Bar> bars, double fair) {
    Svg svg = new Svg();
    double most = bars.stream().mapToDouble(b -> Math.max(b.measured, b.predicted)).max().orElse(1);
    Scale up = Scale.linear(Math.max(most * 1.12, fair * 1.2), 5, GRID.bottom(), GRID.top());
    GRID.rows(svg, up, unit);
    double slot = (GRID.right() - GRID.left()) / Math.max(1, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, up, bars.get(i), GRID.left() + slot * (i + 0.5), slot * BAR);
    }
    svg.dashed(GRID.left(), up.at(fair), GRID.right(), up.at(fair), Ink.TEXT);
    String words = "dashed: fair share " + Words.count(fair);
    svg.text(GRID.right(), GRID.top() - 12, Anchor.END, Ink.TEXT, words);
    return Chart.of(name, title, note, Drawing.of(WIDTH, HEIGHT, svg));
  }

  private static void bar(Svg svg, Scale up, Bar bar, double middle, double width) {
    double top = up.at(bar.measured);
    double tall = GRID.bottom() - top;
    svg.rect(middle - width / 2, top, width, tall, bar.ink);
    double tick = up.at(bar.predicted);
    svg.line(middle - width / 2 - 7, tick, middle + width / 2 + 7, tick, Ink.PAPER, 5);
    svg.line(middle - width / 2 - 7, tick, middle + width / 2 + 7, tick, Ink.TEXT, 2);
    boolean inside = tall > 40;
    svg.text(
        middle,
        inside ? top + tall / 2 + 6 : Math.min(top, tick) - 9,
        Anchor.MIDDLE,
        inside ? bar.ink.words() : Ink.TEXT,
        16,
        true,
        Words.count(bar.measured));
    svg.text(middle, GRID.bottom() + 20, Anchor.MIDDLE, Ink.TEXT, 14, true, bar.label);
    String predicted = "predicted " + Words.count(bar.predicted);
    svg.text(middle, GRID.bottom() + 38, Anchor.MIDDLE, Ink.SOFT, 12, false, predicted);
  }
}
