package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How far a load is: a bar on a terminal; elsewhere a line every few seconds. */
final class LoadProgress {

  private static final int BAR = 24;
  private static final int COLUMNS = 79;
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final LoadPlan plan;
  private final PrintStream out;
  private final boolean terminal;
  private long answeredBefore;
  private long nanosBefore;

  LoadProgress(LoadPlan plan, PrintStream out, boolean terminal) {
    this.plan = plan;
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether somebody looks at what this process prints. */
  static boolean isTerminal() {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return terminal && !"dumb".equals(System.getenv("TERM"));
  }

  /** How often it is to be shown. */
  Duration period() {
    return terminal ? ON_TERMINAL : ELSEWHERE;
  }

  void show(LoadReport report) {
    long nanos = report.took().toNanos();
    double rate = (report.answered() - answeredBefore) * NANOS / Math.max(1, nanos - nanosBefore);
    answeredBefore = report.answered();
    nanosBefore = nanos;
    double part = part(report);
    String counts =
        String.format(
            Locale.ROOT,
            "%d answered, %d failed, %.0f/s%s",
            report.answered(),
            report.failed(),
            rate,
            left(part, nanos));
    if (terminal) {
      out.print("\r" + fit(bar(part) + counts));
      out.flush();
    } else {
      out.printf(Locale.ROOT, "%s%n", percent(part) + counts);
    }
  }

  /** Takes the bar away. */
  void end() {
    if (terminal) {
      out.print("\r" + fit("") + "\r");
      out.flush();
    }
  }

  /** How much of the load is done, from 0 to 1; below 0 if it has no end. */
  private double part(LoadReport report) {
    boolean counted = plan.limits().requests() < Long.MAX_VALUE;
    double done = (double) (report.sent() - report.inFlight()) / plan.limits().requests();
    double passed = (double) report.took().toNanos() / plan.limits().duration().toNanos();
    return Math.min(1, counted ? Math.max(done, passed) : passed);
  }

  private static String bar(double part) {
    int full = (int) (part * BAR);
    return "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + percent(part);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%3.0f %%  ", 100 * part);
  }

  private static String left(double part, long nanos) {
    if (part < 0.01 || part >= 1) {
      return "";
    }
    long seconds = Math.round(nanos / NANOS * (1 - part) / part);
    return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
  }

  private static String fit(String text) {
    return text.length() > COLUMNS
        ? text.substring(0, COLUMNS)
        : text + " ".repeat(COLUMNS - text.length());
  }
}
