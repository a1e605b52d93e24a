package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.Pace;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** A load's report for people. */
final class LoadSummary {

  private final LoadPlan plan;
  private final LoadReport report;
  private final int width;

  LoadSummary(LoadPlan plan, LoadReport report) {
    this.plan = plan;
    this.report = report;
    this.width = String.valueOf(Math.max(report.answered(), report.errorCount())).length();
  }

  void print(PrintStream out) {
    boolean counted = plan.limits().requests() < Long.MAX_VALUE;
    out.printf(
        Locale.ROOT,
        "%d of %d requests answered in %.2f s (%.0f/s), %d failed%n",
        report.answered(),
        counted ? plan.limits().requests() : report.sent(),
        LoadFormats.seconds(report),
        report.perSecond(),
        report.failed());
    report.byStatus().forEach((status, n) -> line(out, "status " + status, n, ""));
    int longest = report.byReplica().keySet().stream().mapToInt(String::length).max().orElse(0);
    report
        .byReplica()
        .forEach((name, n) ->
            line(out, "server " + name + " ".repeat(longest - name.length()), n, share(n)));
    if (report.unnamed() > 0 && !report.byReplica().isEmpty()) {
      line(out, "no server named", report.unnamed(), share(report.unnamed()));
    }
    report.errors().forEach((error, n) -> line(out, "error " + error.word(), n, ""));
    if (report.inFlight() > 0) {
      line(out, "not answered at the end", report.inFlight(), "");
    }
    if (report.unsent() > 0) {
      line(out, "due, but no connection was free", report.unsent(), "");
    }
    if (report.answered() > 0) {
      String from = plan.pace() instanceof Pace.Open ? "latency since due" : "latency";
      out.println("  " + from + "  " + latency());
    }
  }

  private void line(PrintStream out, String what, long n, String more) {
    out.printf(Locale.ROOT, "  %s  %" + width + "d%s%n", what, n, more);
  }

  private String share(long n) {
    return String.format(Locale.ROOT, "  %5.1f %%", 100.0 * n / report.answered());
  }

  private String latency() {
    return LoadFormats.latencyMillis(report).entrySet().stream()
        .map(entry -> entry.getKey() + " " + millis(entry.getValue()))
        .collect(Collectors.joining(", ", "", " ms"));
  }

  private static String millis(double millis) {
    return String.format(
        Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
  }
}
