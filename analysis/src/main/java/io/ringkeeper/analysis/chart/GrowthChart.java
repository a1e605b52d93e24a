package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;

/** The mean load by the number of servers, and the load of every single one around it. */
public final class GrowthChart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final Grid GRID = new Grid(58, 34, WIDTH - 92, HEIGHT - 56);
  private static final double STEM = 8;

  private GrowthChart() {}

  /** The chart of these loads, by the number of servers and then by ordinal. */
  public static Chart draw(
      String name, String title, String note, NavigableMap<Integer, Map<Integer, Double>> loads) {
    Svg svg = new Svg();
    double most = loads.values().stream().flatMap(m -> m.values().stream()).reduce(1.0, Math::max);
    Scale up = Scale.linear(most * 1.05, 6, GRID.bottom(), GRID.top());
    double side = (GRID.right() - GRID.left()) * 0.07;
    Scale across =
        Scale.between(
            loads.firstKey(), loads.lastKey(), 1, GRID.left() + side, GRID.right() - side);
    GRID.rows(svg, up, "requests per server");
    GRID.columns(svg, across, "N, number of servers");
    StringBuilder line = new StringBuilder();
    for (Entry<Integer, Map<Integer, Double>> size : loads.entrySet()) {
      double x = across.at(size.getKey());
      line.append(line.isEmpty() ? "M" : "L").append(Svg.n(x)).append(' ');
      line.append(Svg.n(up.at(mean(size.getValue())))).append(' ');
      spread(svg, up, x, size.getValue());
    }
    svg.curve(line.toString(), Ink.TEXT, 2.5);
    loads.forEach((n, each) -> point(svg, up, across.at(n), each, n.equals(loads.lastKey())));
    names(svg, up, across.at(loads.lastKey()), loads.lastEntry().getValue());
    return Chart.of(name, title, note, WIDTH, HEIGHT, svg);
  }

  private static double mean(Map<Integer, Double> loads) {
    return loads.values().stream().mapToDouble(load -> load).average().orElse(0);
  }

  private static void spread(Svg svg, Scale up, double x, Map<Integer, Double> loads) {
    double low = loads.values().stream().reduce(Math::min).orElse(0.0);
    double high = loads.values().stream().reduce(Math::max).orElse(0.0);
    svg.line(x, up.at(low), x, up.at(high), Ink.GRID, STEM);
  }

  /** The mean's words stand where the line is not: above it, and at its end below. */
  private static void point(Svg svg, Scale up, double x, Map<Integer, Double> loads, boolean last) {
    double mean = mean(loads);
    svg.rect(x - 13, up.at(mean) - 1.5, 26, 3, Ink.TEXT);
    loads.forEach((ordinal, load) -> svg.dot(x, up.at(load), 6, Ink.ofServer(ordinal)));
    double y = up.at(mean) + (last ? 20 : -9);
    svg.bold(
        last ? x - 12 : x + 12, y, last ? Anchor.END : Anchor.START, Ink.TEXT, Words.count(mean));
  }

  /** The servers' names beside the last column, apart from one another. */
  private static void names(Svg svg, Scale up, double x, Map<Integer, Double> loads) {
    List<Entry<Integer, Double>> byLoad =
        loads.entrySet().stream().sorted(Entry.comparingByValue()).toList();
    double[] places = byLoad.stream().mapToDouble(entry -> up.at(entry.getValue())).toArray();
    Labels.apart(places, 16, GRID.top(), GRID.bottom() - 2);
    for (int i = 0; i < places.length; i++) {
      int ordinal = byLoad.get(i).getKey();
      double y = up.at(byLoad.get(i).getValue());
      svg.line(x + 8, y, x + 28, places[i], Ink.GRID, 1);
      svg.circle(x + 34, places[i], 4, Ink.ofServer(ordinal));
      svg.text(x + 43, places[i] + 4.5, Anchor.START, Ink.TEXT, "server " + ordinal);
    }
  }
}
