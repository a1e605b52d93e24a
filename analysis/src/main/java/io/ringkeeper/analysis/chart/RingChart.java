package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Who owns which place of the table, as circles that begin at the top and go clockwise. */
public final class RingChart {

  private static final int WIDTH = 720;
  private static final int COLUMNS = 3;
  private static final double CELL = (double) WIDTH / COLUMNS;
  private static final int ROW = 292;
  private static final double OUTER = 92;
  private static final double INNER = 64;
  private static final double STANDS = 99;

  private RingChart() {}

  /**
   * One table.
   *
   * @param owners the ordinal of the owner of each place; 0 where no key leads there
   * @param stands where virtual servers stand, and the ordinals that they belong to
   * @param parts of all keys, by ordinal, 0 to 1
   */
  public record Ring(
      String label,
      String detail,
      List<Integer> owners,
      SortedMap<Integer, Integer> stands,
      SortedMap<Integer, Double> parts) {}

  /** The chart of these tables, three in a row. */
  public static Chart draw(String name, String title, String note, List<Ring> rings) {
    Svg svg = new Svg();
    for (int i = 0; i < rings.size(); i++) {
      double x = CELL * (i % COLUMNS + 0.5);
      int row = i / COLUMNS;
      double y = ROW * (double) row + 108;
      ring(svg, rings.get(i), x, y);
    }
    int rows = (rings.size() + COLUMNS - 1) / COLUMNS;
    return Chart.of(name, title, note, WIDTH, ROW * rows - 24, svg);
  }

  private static void ring(Svg svg, Ring ring, double x, double y) {
    int size = ring.owners.size();
    int begin = 0;
    for (int slot = 1; slot <= size; slot++) {
      if (slot == size || !ring.owners.get(slot).equals(ring.owners.get(begin))) {
        Ink ink = Ink.ofServer(ring.owners.get(begin));
        svg.area(arc(x, y, (double) begin / size, (double) slot / size), ink);
        begin = slot;
      }
    }
    ring.stands.forEach((slot, ordinal) -> {
      double angle = 2 * Math.PI * (slot + 0.5) / size;
      double sin = Math.sin(angle);
      double cos = Math.cos(angle);
      Ink ink = Ink.ofServer(ordinal);
      svg.line(
          x + STANDS * sin - 4 * sin,
          y - STANDS * cos + 4 * cos,
          x + STANDS * sin + 4 * sin,
          y - STANDS * cos - 4 * cos,
          ink,
          2);
    });
    shares(svg, ring, x, y);
    svg.bold(x, y + STANDS + 28, Anchor.MIDDLE, Ink.TEXT, ring.label);
    svg.text(x, y + STANDS + 45, Anchor.MIDDLE, Ink.SOFT, 12, false, ring.detail);
  }

  private static void shares(Svg svg, Ring ring, double x, double y) {
    int row = 0;
    for (Map.Entry<Integer, Double> part : ring.parts.entrySet()) {
      double line = y + 20 * (row++ - (ring.parts.size() - 1) / 2.0) + 4.5;
      svg.circle(x - 32, line - 4.5, 4.5, Ink.ofServer(part.getKey()));
      svg.text(x - 22, line, Anchor.START, Ink.TEXT, Words.percent(part.getValue()));
    }
  }

  /** From one part of the circle to another; a whole circle is drawn as two halves. */
  private static String arc(double x, double y, double from, double to) {
    if (to - from > 0.5) {
      double half = (from + to) / 2;
      return arc(x, y, from, half) + arc(x, y, half, to);
    }
    return "M%s A%5$.0f %5$.0f 0 0 1 %s L%s A%6$.0f %6$.0f 0 0 0 %s Z"
        .formatted(
            point(x, y, OUTER, from),
            point(x, y, OUTER, to),
            point(x, y, INNER, to),
            point(x, y, INNER, from),
            OUTER,
            INNER);
  }

  private static String point(double x, double y, double radius, double part) {
    double angle = 2 * Math.PI * part;
    return String.format(
        Locale.ROOT, "%.2f %.2f", x + radius * Math.sin(angle), y - radius * Math.cos(angle));
  }
}
