package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.Collection;

/** Words that stand beside what they name. */
final class Labels {

  private static final double STEP = 84;

  private Labels() {}

  /**
   * Moves places that descend (lower on the paper first) so that each is {@code room} from the next
   * and all lie within the limits, as far as there is room at all.
   */
  static void apart(double[] places, double room, double top, double bottom) {
    double limit = bottom;
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.min(places[i], limit);
      limit = places[i] - room;
    }
    limit = top;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.max(places[i], limit);
      limit = places[i] + room;
    }
  }

  /** Which colour is which server, in one line. */
  static void servers(Svg svg, double x, double y, Collection<Integer> ordinals) {
    double at = x;
    for (int ordinal : ordinals) {
      svg.circle(at + 5, y - 4.5, 4.5, Ink.ofServer(ordinal));
      svg.text(at + 15, y, Anchor.START, Ink.TEXT, "server " + ordinal);
      at += STEP;
    }
  }
}
