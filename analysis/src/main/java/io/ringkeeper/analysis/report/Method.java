package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Progress;

/** How all this was measured, so that it can be repeated and doubted. */
final class Method {

  private Method() {}

  static void write(Html html, Results results) {
    Results.Origin origin = results.origin();
    html.heading("method", "How it was measured");
    html.markup("<dl class=\"method\">");
    item(html, "Command", origin.command());
    item(html, "Commit", origin.commit());
    item(html, "Machine", origin.machine());
    item(html, "Balancers", origin.source());
    item(
        html,
        "Size",
        ("%s requests for each measurement, %d trials of each failure, a steady "
                + "rate of %s requests per second; %s requests in all, in %s.")
            .formatted(
                Words.count(origin.requests()),
                origin.trials(),
                Words.count(origin.rate()),
                Words.count(results.requests()),
                Progress.span(results.took())));
    item(
        html,
        "Requests",
        "GET /home with a random id from 100000 to 999999 in X-Request-ID, over 64 "
            + "kept connections, each asking again as soon as it is answered. Nothing is "
            + "retried: a request without a good answer counts as failed.");
    item(
        html,
        "Predictions",
        "The balancer tells its members and the digest of its table (/v1/table). "
            + "The hashing library makes the table anew, the digests must agree, and "
            + "each of the 900,000 ids is looked up in it.");
    item(
        html,
        "Test",
        ("Pearson's χ² of the counts against the predicted parts, and against equal ones. A "
                + "report has many such counts, %d here, so that only what is less likely than "
                + "0.001 / %1$d = %s is not put down to chance: then one report in a thousand "
                + "cries out for nothing.")
            .formatted(
                Math.max(1, results.tests()),
                String.format(java.util.Locale.ROOT, "%.6f", results.leastChance())));
    item(
        html,
        "Times",
        "Noticed and replaced are seen from outside, by asking /rep every few "
            + "milliseconds; the balancer itself knows somewhat earlier, and when it begins to "
            + "replace, it says so itself. Latencies at a steady rate count from when a request "
            + "was due.");
    if (!results.omitted().isEmpty()) {
      item(html, "Not tried", String.join(" ", results.omitted()));
    }
    item(
        html,
        "Numbers",
        "results.json holds everything that is shown here; the .csv files hold the "
            + "same as tables, and charts/ each chart by itself.");
    html.markup("</dl>");
  }

  private static void item(Html html, String name, String text) {
    html.markup("<dt>" + Html.escape(name) + "</dt><dd>" + Html.escape(text) + "</dd>");
  }
}
