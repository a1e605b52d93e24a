package io.ringkeeper.analysis.experiment;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says what is being done, how far all has come and how long the rest may take. Costs of steps are
 * guesses in seconds, made good by how long steps really take.
 */
public final class Progress {

  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final double total;
  private final long begin = System.nanoTime();
  private double done;

  /**
   * @param total what all steps are guessed to take, in seconds
   */
  public Progress(PrintStream out, double total) {
    this.out = out;
    this.total = total;
  }

  /** Begins a step. */
  public void step(String what) {
    double part = total <= 0 ? 1 : Math.min(1, done / total);
    String left = "";
    double elapsed = (System.nanoTime() - begin) / NANOS;
    if (elapsed > 3 && part > 0.02) {
      left = ", about " + span(elapsed * (1 - part) / part) + " left";
    }
    out.printf("[%3.0f %%] %s%s%n", 100 * part, what, left);
    out.flush();
  }

  /** Ends a step that was guessed to take so long. */
  public void done(double seconds) {
    done += seconds;
  }

  /** From the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** A time in words: {@code 3 min 20 s}. */
  public static String span(Duration time) {
    return span(time.toMillis() / 1_000.0);
  }

  static String span(double seconds) {
    long whole = Math.max(1, Math.round(seconds));
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
