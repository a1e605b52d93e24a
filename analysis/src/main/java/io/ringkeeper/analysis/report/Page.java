package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Ink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/** {@code report.html}: one file that needs no other. */
final class Page {

  private final Results results;
  private final Figures figures;
  private final Html html = new Html();

  private Page(Results results, Figures figures) {
    this.results = results;
    this.figures = figures;
  }

  static String of(Results results, Figures figures) {
    return new Page(results, figures).build();
  }

  private String build() {
    html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .markup("<meta name=\"color-scheme\" content=\"light dark\">")
        .markup("<title>Ringkeeper, measured</title>")
        .markup("<style>\n" + variables() + style() + "</style>\n</head>\n<body>\n<main>");
    Summary.write(html, results);
    ShareSections.shares(html, results, figures);
    ShareSections.scaling(html, results, figures);
    FailureSection.write(html, results, figures);
    ComparisonSection.write(html, results, figures);
    Choice.write(html, results);
    Method.write(html, results);
    return html.markup("</main>\n</body>\n</html>").text();
  }

  /** The inks of light paper, of dark paper, and of real paper, which is light. */
  private static String variables() {
    return ":root {\n"
        + inks(Ink::light)
        + "}\n@media screen and (prefers-color-scheme: dark) {\n:root {\n"
        + inks(Ink::dark)
        + "}\n}\n";
  }

  private static String inks(Function<Ink, String> colour) {
    StringBuilder lines = new StringBuilder();
    for (Ink ink : Ink.values()) {
      lines.append("  ").append(ink.variable()).append(": ").append(colour.apply(ink));
      lines.append(";\n");
    }
    return lines.toString();
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
