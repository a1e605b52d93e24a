package io.ringkeeper.analysis.chart;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** A drawing that grows: elements of SVG, with {@link Ink} for colours. Units are CSS pixels. */
final class Svg {

  /** Where a word stands, relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    private String attribute() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The size of ordinary words. */
  static final double WORDS = 13;

  /** What an element has that says nothing else: attributes of the drawing as a whole. */
  static final String DEFAULTS = "font-size=\"13\" fill=\"" + Ink.TEXT.token() + "\"";

  private final StringBuilder out = new StringBuilder(4096);

  Svg rect(double x, double y, double width, double height, Ink fill) {
    return add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
            .formatted(n(x), n(y), n(Math.max(0, width)), n(Math.max(0, height)), fill.token()));
  }

  /** A rectangle that lets what is under it shine through; {@code opacity} is 0 to 1. */
  Svg veil(double x, double y, double width, double height, Ink fill, double opacity) {
    return add(
        ("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" "
                + "fill-opacity=\"%s\"/>")
            .formatted(
                n(x),
                n(y),
                n(width),
                n(height),
                fill.token(),
                String.format(Locale.ROOT, "%.2f", opacity)));
  }

  Svg line(double x1, double y1, double x2, double y2, Ink ink, double width) {
    return add(
        ("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" " + "stroke-width=\"%s\"/>")
            .formatted(n(x1), n(y1), n(x2), n(y2), ink.token(), n(width)));
  }

  Svg dashed(double x1, double y1, double x2, double y2, Ink ink) {
    return add(
        ("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"1.5\""
                + " stroke-dasharray=\"5 4\"/>")
            .formatted(n(x1), n(y1), n(x2), n(y2), ink.token()));
  }

  Svg circle(double x, double y, double radius, Ink fill) {
    return add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>"
            .formatted(n(x), n(y), n(radius), fill.token()));
  }

  /** A dot with a rim of paper, so that dots that overlap can be told apart. */
  Svg dot(double x, double y, double radius, Ink fill) {
    return add(
        ("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" "
                + "stroke-width=\"1.2\"/>")
            .formatted(n(x), n(y), n(radius), fill.token(), Ink.PAPER.token()));
  }

  /** Dots of one kind, each an x and a y. */
  Svg dots(double radius, Ink fill, List<double[]> places) {
    add(
        "<g fill=\"%s\" stroke=\"%s\" stroke-width=\"1.2\">"
            .formatted(fill.token(), Ink.PAPER.token()));
    places.forEach(at ->
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(n(at[0]), n(at[1]), n(radius))));
    return add("</g>");
  }

  /** A circle that is drawn in strokes: how long is the pen down, how long up, and so on. */
  Svg band(double x, double y, double radius, double width, Ink ink, List<Double> strokes) {
    return add(
        ("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
                + " stroke-dasharray=\"%s\" transform=\"rotate(-90 %s %s)\"/>")
            .formatted(
                n(x),
                n(y),
                String.format(Locale.ROOT, "%.3f", radius),
                ink.token(),
                n(width),
                strokes.stream().map(Svg::n).collect(joining(" ")),
                n(x),
                n(y)));
  }

  /** An area with this outline, in SVG's path language. */
  Svg area(String path, Ink fill) {
    return add("<path d=\"%s\" fill=\"%s\"/>".formatted(path, fill.token()));
  }

  Svg curve(String path, Ink ink, double width) {
    return add(
        ("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" "
                + "stroke-linejoin=\"round\"/>")
            .formatted(path, ink.token(), n(width)));
  }

  Svg text(double x, double y, Anchor anchor, Ink ink, String words) {
    return text(x, y, anchor, ink, WORDS, false, words);
  }

  Svg bold(double x, double y, Anchor anchor, Ink ink, String words) {
    return text(x, y, anchor, ink, WORDS, true, words);
  }

  Svg text(double x, double y, Anchor anchor, Ink ink, double size, boolean bold, String words) {
    return add(
        "<text x=\"%s\" y=\"%s\"%s%s%s%s>%s</text>"
            .formatted(
                n(x),
                n(y),
                anchor == Anchor.START ? "" : " text-anchor=\"" + anchor.attribute() + "\"",
                size == WORDS ? "" : " font-size=\"" + n(size) + "\"",
                bold ? " font-weight=\"700\"" : "",
                ink == Ink.TEXT ? "" : " fill=\"" + ink.token() + "\"",
                escape(words)));
  }

  /** Words on a piece of paper of their own, on top of whatever is there. */
  Svg plate(double x, double y, Anchor anchor, Ink ink, double size, boolean bold, String words) {
    double wide = TextWidth.of(words, size);
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - wide / 2;
          case END -> x - wide;
        };
    rect(left - 2, y - size, wide + 4, size + 4, Ink.PAPER);
    return text(x, y, anchor, ink, size, bold, words);
  }

  private Svg add(String element) {
    out.append(element).append('\n');
    return this;
  }

  String elements() {
    return out.toString();
  }

  /** A number as short as can be seen. */
  static String n(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  static String escape(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
