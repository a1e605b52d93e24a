package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Svg.Anchor;

/** The room of a chart between its axes, in the drawing's units. */
record Grid(double left, double top, double right, double bottom) {

  /** A quiet line and a number for each mark of the upright axis, and what they count on top. */
  void rows(Svg svg, Scale scale, String unit) {
    for (double tick : scale.ticks()) {
      double y = scale.at(tick);
      svg.line(left, y, right, y, tick == scale.low() ? Ink.SOFT : Ink.GRID, 1);
      svg.text(left - 8, y + 4.5, Anchor.END, Ink.SOFT, Words.tick(tick));
    }
    svg.text(0, top - 12, Anchor.START, Ink.SOFT, unit);
  }

  /** Marks below, for values from left to right. */
  void columns(Svg svg, Scale scale, String unit) {
    for (double tick : scale.ticks()) {
      svg.line(scale.at(tick), bottom, scale.at(tick), bottom + 5, Ink.SOFT, 1);
      svg.text(scale.at(tick), bottom + 20, Anchor.MIDDLE, Ink.SOFT, Words.tick(tick));
    }
    svg.text((left + right) / 2, bottom + 40, Anchor.MIDDLE, Ink.SOFT, unit);
  }
}
