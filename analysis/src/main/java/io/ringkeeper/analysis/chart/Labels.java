package io.ringkeeper.analysis.chart;

/** Keeps labels apart that would lie on one another. */
final class Labels {

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
}
