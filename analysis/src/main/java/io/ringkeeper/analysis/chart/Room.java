package io.ringkeeper.analysis.chart;

/** What a drawing has to be read on. */
enum Room {
  /** A screen or a sheet of paper. */
  WIDE(720),
  /** A telephone, held upright: words stand above what they name, not beside it. */
  NARROW(360);

  private final int width;

  Room(int width) {
    this.width = width;
  }

  /** In CSS pixels. */
  int width() {
    return width;
  }

  boolean isNarrow() {
    return this == NARROW;
  }

  /** The measure that belongs to this room. */
  double pick(double wide, double narrow) {
    return isNarrow() ? narrow : wide;
  }
}
