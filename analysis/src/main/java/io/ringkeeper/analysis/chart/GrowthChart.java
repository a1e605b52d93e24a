package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;

/** The mean load by the number of servers, and the load of every single one around it. */
public final class GrowthChart {

  private final Room room;
  private final Grid grid;

  /** How far the dots of neighbouring ordinals stand from each other. */
  private final double step;

  private final Svg svg = new Svg();

  private GrowthChart(Room room) {
    this.room = room;
    this.grid =
        new Grid(room.pick(58, 54), 34, room.width() - room.pick(98, 90), room.pick(344, 284));
    this.step = room.pick(12, 5);
  }

  /** The chart of these loads, by the number of servers and then by ordinal. */
  public static Chart draw(
      String name, String title, String note, NavigableMap<Integer, Map<Integer, Double>> loads) {
    return Chart.of(name, title, note, room -> new GrowthChart(room).draw(loads));
  }

  private Drawing draw(NavigableMap<Integer, Map<Integer, Double>> loads) {
    double most = loads.values().stream().flatMap(m -> m.values().stream()).reduce(1.0, Math::max);
    Scale up = Scale.linear(most * 1.05, 6, grid.bottom(), grid.top());
    double side = (grid.right() - grid.left()) * 0.08;
    Scale across =
        Scale.between(
            loads.firstKey(), loads.lastKey(), 1, grid.left() + side, grid.right() - side);
    grid.rows(svg, up, "requests per server");
    grid.columns(svg, across, "N, number of servers");
    double means = grid.bottom() + 62;
    svg.bold(0, means, Anchor.START, Ink.TEXT, "mean");
    StringBuilder line = new StringBuilder();
    loads.forEach((n, each) -> {
      line.append(line.isEmpty() ? "M" : "L").append(Svg.n(across.at(n))).append(' ');
      line.append(Svg.n(up.at(mean(each)))).append(' ');
      svg.bold(across.at(n), means, Anchor.MIDDLE, Ink.TEXT, Words.count(mean(each)));
    });
    svg.curve(line.toString(), Ink.TEXT, 2.5);
    loads.forEach((n, each) -> dots(up, across.at(n), each));
    names(up, across.at(loads.lastKey()), loads.lastEntry().getValue());
    return Drawing.of(room.width(), means + 8, svg);
  }

  private static double mean(Map<Integer, Double> loads) {
    return loads.values().stream().mapToDouble(load -> load).average().orElse(0);
  }

  /** Side by side, in the order of the ordinals, so that none hides another. */
  private void dots(Scale up, double x, Map<Integer, Double> loads) {
    double mean = up.at(mean(loads));
    double wide = step * loads.size() + 8;
    svg.rect(x - wide / 2, mean - 1.5, wide, 3, Ink.TEXT);
    int place = 0;
    for (Entry<Integer, Double> load : loads.entrySet()) {
      double at = x + place(place++, loads.size());
      svg.line(at, mean, at, up.at(load.getValue()), Ink.SOFT, 1);
      svg.dot(at, up.at(load.getValue()), room.pick(6, 5), Ink.ofServer(load.getKey()));
    }
  }

  private double place(int index, int size) {
    return step * (index - (size - 1) / 2.0);
  }

  /** The servers' names beside the last column, apart from one another. */
  private void names(Scale up, double x, Map<Integer, Double> loads) {
    List<Integer> ordinals = List.copyOf(loads.keySet());
    List<Entry<Integer, Double>> byLoad =
        loads.entrySet().stream().sorted(Entry.comparingByValue()).toList();
    double[] places = byLoad.stream().mapToDouble(entry -> up.at(entry.getValue())).toArray();
    Labels.apart(places, 16, grid.top(), grid.bottom() - 2);
    double right = grid.right() + 6;
    for (int i = 0; i < places.length; i++) {
      int ordinal = byLoad.get(i).getKey();
      double from = x + place(ordinals.indexOf(ordinal), ordinals.size()) + 7;
      svg.line(from, up.at(byLoad.get(i).getValue()), right, places[i], Ink.GRID, 1);
      svg.circle(right + 6, places[i], 4, Ink.ofServer(ordinal));
      svg.text(right + 15, places[i] + 4.5, Anchor.START, Ink.TEXT, "server " + ordinal);
    }
  }
}
