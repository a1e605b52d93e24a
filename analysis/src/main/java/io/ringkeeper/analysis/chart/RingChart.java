package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** Who owns which place of the table, as circles that begin at the top and go clockwise. */
public final class RingChart {

  private static final int TOP = 34;
  private static final double SMALL = 12;

  private final Room room;
  private final int columns;
  private final double cell;
  private final double radius;
  private final double thick;
  private final double stands;
  private final double row;
  private final Svg svg = new Svg();

  private RingChart(Room room) {
    this.room = room;
    this.columns = (int) room.pick(3, 2);
    this.cell = (double) room.width() / columns;
    this.radius = room.pick(79, 62);
    this.thick = room.pick(28, 22);
    this.stands = radius + thick / 2 + 7;
    this.row = 2 * stands + room.pick(78, 84);
  }

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

  /** The chart of these tables. */
  public static Chart draw(String name, String title, String note, List<Ring> rings) {
    return Chart.of(name, title, note, room -> new RingChart(room).draw(rings));
  }

  private Drawing draw(List<Ring> rings) {
    Labels.servers(svg, 0, 14, rings.getFirst().parts.keySet());
    for (int i = 0; i < rings.size(); i++) {
      double x = cell * (i % columns + 0.5);
      double y = TOP + row * Math.floorDiv(i, columns) + stands + 4;
      ring(rings.get(i), x, y);
    }
    int rows = (rings.size() + columns - 1) / columns;
    return Drawing.of(room.width(), TOP + row * rows - 18, svg);
  }

  private void ring(Ring ring, double x, double y) {
    for (int owner : new TreeSet<>(ring.owners)) {
      Ink ink = Ink.ofServer(owner);
      svg.band(x, y, radius, thick, ink, strokes(ring.owners, owner));
    }
    int size = ring.owners.size();
    ring.stands.forEach((slot, ordinal) -> {
      double angle = 2 * Math.PI * (slot + 0.5) / size;
      double sin = Math.sin(angle);
      double cos = Math.cos(angle);
      double in = stands - 4;
      double out = stands + 4;
      Ink ink = Ink.ofServer(ordinal);
      svg.line(x + in * sin, y - in * cos, x + out * sin, y - out * cos, ink, 2);
    });
    shares(ring, x, y);
    double line = y + stands + 26;
    svg.bold(x, line, Anchor.MIDDLE, Ink.TEXT, ring.label);
    for (String words : TextWidth.wrap(ring.detail, SMALL, cell)) {
      line += 16;
      svg.text(x, line, Anchor.MIDDLE, Ink.SOFT, SMALL, false, words);
    }
  }

  /** Along the circle: how far the pen is down for this owner, how far up, and so on. */
  private List<Double> strokes(List<Integer> owners, int owner) {
    int size = owners.size();
    double whole = 2 * Math.PI * radius;
    List<Double> strokes = new ArrayList<>();
    boolean down = true;
    double since = 0;
    for (int slot = 0; slot <= size; slot++) {
      if (slot == size || (owners.get(slot) == owner) != down) {
        double here = Math.rint(10 * whole * slot / size) / 10; // errors must not add up
        strokes.add(here - since);
        since = here;
        down = !down;
      }
    }
    strokes.add(down ? 0.0 : whole); // an even number of strokes, or every other round is the other
    if (strokes.size() % 2 == 1) {
      strokes.add(whole);
    }
    return strokes;
  }

  private void shares(Ring ring, double x, double y) {
    double left = x - room.pick(33, 31);
    int line = 0;
    for (Map.Entry<Integer, Double> part : ring.parts.entrySet()) {
      double at = y + 20 * (line++ - (ring.parts.size() - 1) / 2.0) + 4.5;
      svg.circle(left, at - 4.5, 4.5, Ink.ofServer(part.getKey()));
      svg.text(left + 10, at, Anchor.START, Ink.TEXT, Words.percent(part.getValue()));
    }
  }
}
