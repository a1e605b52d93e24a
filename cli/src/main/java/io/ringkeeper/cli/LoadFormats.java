package io.ringkeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.LoadReport.Ending;
import io.ringkeeper.analysis.load.Pace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A load's report for programs. */
final class LoadFormats {

  private static final double NANOS_IN_MILLI = 1e6;
  private static final double NANOS_IN_SECOND = 1e9;

  private LoadFormats() {}

  /** What latencies are told of, in milliseconds. */
  static Map<String, Double> latencyMillis(LoadReport report) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (double percent : new double[] {50, 90, 99, 99.9}) {
      String name = "p" + (percent == (int) percent ? "%.0f" : "%.1f").formatted(percent);
      values.put(name, report.latency().getValueAtPercentile(percent) / NANOS_IN_MILLI);
    }
    values.put("max", report.latency().getMaxValue() / NANOS_IN_MILLI);
    values.put("mean", report.latency().getMean() / NANOS_IN_MILLI);
    return values;
  }

  /** Whether the load was not ended before its time. */
  static boolean isComplete(LoadReport report) {
    return report.ending() == Ending.REQUESTS || report.ending() == Ending.DURATION;
  }

  static String json(LoadUrl url, LoadPlan plan, LoadReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("url", url.toString());
    json.put("method", plan.request().method());
    json.put("connections", plan.connections());
    if (plan.pace() instanceof Pace.Open(double perSecond)) {
      json.put("rate", perSecond);
    }
    json.put("ending", ending(report)).put("complete", isComplete(report));
    json.put("seconds", seconds(report)).put("perSecond", report.perSecond());
    totals(report).forEach(json::put);
    ObjectNode statuses = json.putObject("byStatus");
    report.byStatus().forEach((status, n) -> statuses.put(String.valueOf(status), n));
    ObjectNode replicas = json.putObject("byReplica");
    report.byReplica().forEach(replicas::put);
    ObjectNode errors = json.putObject("errors");
    report.errors().forEach((error, n) -> errors.put(error.word(), n));
    ObjectNode latency = json.putObject("latencyMillis");
    latencyMillis(report).forEach(latency::put);
    return json.toPrettyString() + "\n";
  }

  static String csv(LoadReport report) {
    StringBuilder csv = new StringBuilder("what,name,value\n");
    row(csv, "load", "ending", ending(report));
    row(csv, "load", "seconds", seconds(report));
    row(csv, "load", "perSecond", report.perSecond());
    totals(report).forEach((name, n) -> row(csv, "requests", name, n));
    report.byStatus().forEach((status, n) -> row(csv, "status", String.valueOf(status), n));
    report.byReplica().forEach((replica, n) -> row(csv, "replica", replica, n));
    report.errors().forEach((error, n) -> row(csv, "error", error.word(), n));
    latencyMillis(report).forEach((name, millis) -> row(csv, "latencyMillis", name, millis));
    return csv.toString();
  }

  private static void row(StringBuilder csv, String what, String name, Object value) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    String cell = plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    csv.append(what).append(',').append(cell).append(',').append(value).append('\n');
  }

  private static Map<String, Long> totals(LoadReport report) {
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("sent", report.sent());
    totals.put("answered", report.answered());
    totals.put("failed", report.failed());
    totals.put("unnamed", report.unnamed());
    totals.put("inFlight", report.inFlight());
    totals.put("unsent", report.unsent());
    totals.put("bytesIn", report.bytesIn());
    totals.put("bytesOut", report.bytesOut());
    return totals;
  }

  static double seconds(LoadReport report) {
    return report.took().toNanos() / NANOS_IN_SECOND;
  }

  private static String ending(LoadReport report) {
    return report.ending().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
