package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.DoubleFunction;

/** One figure or a few by the number of servers, each line named at its end. */
public final class LineChart {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 270;
  private static final Grid GRID = new Grid(58, 34, WIDTH - 68, HEIGHT - 48);

  private LineChart() {}

  /** One line; its values by the number of servers. */
  public record Line(String label, Ink ink, NavigableMap<Integer, Double> values) {}

  /** What it says: the unit of the upright axis, and how a value is written beside its line. */
  public record Axis(String unit, DoubleFunction<String> words) {}

  /** The chart; it begins at zero. There is at least one line, and all have the same columns. */
  public static Chart draw(String name, String title, String note, Axis axis, List<Line> lines) {
    Svg svg = new Svg();
    double most = lines.stream().flatMap(l -> l.values.values().stream()).reduce(1e-6, Math::max);
    NavigableMap<Integer, Double> first = lines.getFirst().values;
    Scale up = Scale.linear(most * 1.08, 4, GRID.bottom(), GRID.top());
    Scale across =
        Scale.between(first.firstKey(), first.lastKey(), 1, GRID.left() + 16, GRID.right() - 10);
    GRID.rows(svg, up, axis.unit);
    GRID.columns(svg, across, "N, number of servers");
    for (Line line : lines) {
      StringBuilder path = new StringBuilder();
      line.values.forEach((n, value) -> {
        path.append(path.isEmpty() ? "M" : "L").append(Svg.n(across.at(n))).append(' ');
        path.append(Svg.n(up.at(value))).append(' ');
      });
      svg.curve(path.toString(), line.ink, 2.5);
      line.values.forEach((n, value) -> svg.dot(across.at(n), up.at(value), 4.5, line.ink));
    }
    names(svg, up, axis, lines);
    return Chart.of(name, title, note, Drawing.of(WIDTH, HEIGHT, svg));
  }

  private static void names(Svg svg, Scale up, Axis axis, List<Line> lines) {
    List<Line> byPlace = lines.stream().sorted(Comparator.comparingDouble(LineChart::end)).toList();
    double[] places = byPlace.stream().mapToDouble(line -> up.at(end(line))).toArray();
    Labels.apart(places, 34, GRID.top() + 8, GRID.bottom() - 12);
    for (int i = 0; i < places.length; i++) {
      Line line = byPlace.get(i);
      svg.bold(GRID.right() + 8, places[i], Anchor.START, Ink.TEXT, line.label);
      String value = axis.words.apply(end(line));
      svg.text(GRID.right() + 8, places[i] + 16, Anchor.START, Ink.SOFT, value);
    }
  }

  private static double end(Line line) {
    return line.values.lastEntry().getValue();
  }
}
