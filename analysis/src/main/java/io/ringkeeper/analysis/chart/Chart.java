package io.ringkeeper.analysis.chart;

import java.util.List;
import java.util.function.Function;

/**
 * A finished chart. Its title says what was found; in a page the title stands above the drawing, in
 * a file of its own it is part of it.
 *
 * @param name of its files, without a suffix
 * @param note how to read it, one sentence or two
 * @param wide for screens and sheets
 * @param narrow for telephones; the same if one drawing does for all
 */
public record Chart(String name, String title, String note, Drawing wide, Drawing narrow) {

  private static final String FONTS =
      "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif";
  private static final int MARGIN = 20;
  private static final double TITLE = 18;

  /** Elements of SVG, from 0, 0 to width, height. */
  public record Drawing(int width, int height, String elements) {

    static Drawing of(int width, double height, Svg svg) {
      return new Drawing(width, (int) Math.ceil(height), svg.elements());
    }

    private String inline(String kind, String title) {
      return ("<svg%s viewBox=\"0 0 %d %d\" width=\"%d\" %s role=\"img\" "
              + "aria-label=\"%s\">\n%s</svg>")
          .formatted(
              kind,
              width,
              height,
              width,
              Ink.asVariables(Svg.DEFAULTS),
              Svg.escape(title),
              Ink.asVariables(elements));
    }
  }

  /** One that is laid out anew for each room. */
  static Chart of(String name, String title, String note, Function<Room, Drawing> draw) {
    return new Chart(name, title, note, draw.apply(Room.WIDE), draw.apply(Room.NARROW));
  }

  /** One that is small enough for every room. */
  static Chart of(String name, String title, String note, Drawing drawing) {
    return new Chart(name, title, note, drawing, drawing);
  }

  /** Part of an HTML page that sets the variables of {@link Ink} and shows one of the two. */
  public String inline() {
    return wide.equals(narrow)
        ? wide.inline("", title)
        : wide.inline(" class=\"wide\"", title) + "\n" + narrow.inline(" class=\"narrow\"", title);
  }

  /** A file of its own, on light paper, with its title. */
  public String file() {
    return file(FONTS);
  }

  /** The same with these fonts, as CSS names them. */
  String file(String fonts) {
    double room = wide.width;
    List<String> titles = TextWidth.wrap(title, TITLE, room * 0.92); // bold is wider
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
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    font-family="%3$s" %4$s role="img">
    <title>%5$s</title>
    <rect width="%1$d" height="%2$d" fill="%6$s"/>
    %7$s<g transform="translate(%8$d %9$d)">
    %10$s</g>
    </svg>
    """
        .formatted(
            wide.width + 2 * MARGIN,
            top + wide.height + MARGIN,
            fonts,
            Ink.asLight(Svg.DEFAULTS),
            Svg.escape(title),
            Ink.PAPER.light(),
            Ink.asLight(head.elements()),
            MARGIN,
            top,
            Ink.asLight(wide.elements));
  }
}
