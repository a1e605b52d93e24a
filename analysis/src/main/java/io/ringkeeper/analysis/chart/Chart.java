package io.ringkeeper.analysis.chart;

import java.util.List;

/**
 * A finished chart. Its title says what was found; in a page the title stands above the drawing, in
 * a file of its own it is part of it.
 *
 * @param name of its files, without a suffix
 * @param note how to read it, one sentence or two
 * @param drawing elements of SVG, from 0, 0 to width, height
 */
public record Chart(String name, String title, String note, int width, int height, String drawing) {

  private static final String FONTS =
      "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif";
  private static final int MARGIN = 20;
  private static final double TITLE = 18;

  static Chart of(String name, String title, String note, int width, int height, Svg svg) {
    return new Chart(name, title, note, width, height, svg.elements());
  }

  /** Part of an HTML page that sets the variables of {@link Ink}. */
  public String inline() {
    return "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">%n%s</svg>"
        .formatted(width, height, width, Svg.escape(title), Ink.asVariables(drawing))
        .replace("\r\n", "\n");
  }

  /** A file of its own, on light paper, with its title. */
  public String file() {
    double room = width;
    List<String> titles = TextWidth.wrap(title, TITLE, room * 1.06);
    List<String> notes = TextWidth.wrap(note, Svg.WORDS, room);
    Svg head = new Svg();
    double y = MARGIN;
    for (String line : titles) {
      y += TITLE + 4;
      head.text(MARGIN, y - 4, Svg.Anchor.START, Ink.TEXT, TITLE, true, line);
    }
    for (String line : notes) {
      y += Svg.WORDS + 5;
      head.text(MARGIN, y, Svg.Anchor.START, Ink.SOFT, line);
    }
    int top = (int) Math.ceil(y) + 14;
    int allWidth = width + 2 * MARGIN;
    int allHeight = top + height + MARGIN;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    font-family="%3$s" role="img">
    <title>%4$s</title>
    <rect width="%1$d" height="%2$d" fill="%5$s"/>
    %6$s<g transform="translate(%7$d %8$d)">
    %9$s</g>
    </svg>
    """
        .formatted(
            allWidth,
            allHeight,
            FONTS,
            Svg.escape(title),
            Ink.PAPER.light(),
            Ink.asLight(head.elements()),
            MARGIN,
            top,
            Ink.asLight(drawing));
  }
}
