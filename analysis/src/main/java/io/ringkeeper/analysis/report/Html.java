package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Chart;
import java.util.List;
import java.util.Optional;

/** A page that grows. What is called text is escaped; what is called markup is not. */
final class Html {

  private final StringBuilder out = new StringBuilder(1 << 16);

  Html markup(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  Html heading(String id, String text) {
    return markup("<h2 id=\"" + id + "\">" + escape(text) + "</h2>");
  }

  Html subheading(String text) {
    return markup("<h3>" + escape(text) + "</h3>");
  }

  Html paragraph(String text) {
    return markup("<p>" + escape(text) + "</p>");
  }

  /** A chart with its title above it. */
  Html figure(Optional<Chart> chart) {
    chart.ifPresent(it ->
        markup(
            """
            <figure id="%s">
            <figcaption><strong>%s</strong><span>%s</span></figcaption>
            %s
            </figure>\
            """
                .formatted(it.name(), escape(it.title()), escape(it.note()), it.inline())));
    return this;
  }

  /** A table that scrolls where it is too wide; the first column names the row. Cells are text. */
  Html table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table>");
    table.append("<caption><span>").append(escape(caption)).append("</span></caption>\n");
    table.append("<thead><tr>");
    head.forEach(cell -> table.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr><th scope=\"row\">").append(escape(row.getFirst())).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> table.append("<td>").append(escape(cell)).append("</td>"));
      table.append("</tr>\n");
    }
    return markup(table.append("</tbody></table></div>").toString());
  }

  String text() {
    return out.toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
