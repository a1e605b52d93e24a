package io.ringkeeper.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times that a test measured: printed for the log, and judged with patience. */
final class Figures {

  private final String what;
  private final Duration target;
  private final List<Long> nanos = new ArrayList<>();

  /**
   * @param target what is promised on a machine with nothing else to do
   */
  Figures(String what, Duration target) {
    this.what = what;
    this.target = target;
  }

  void since(long startNanos) {
    nanos.add(System.nanoTime() - startNanos);
  }

  Duration median() {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return Duration.ofNanos(sorted.get(sorted.size() / 2));
  }

  /** Three times the target, for a machine that is busy with other things. */
  Duration bound() {
    return target.multipliedBy(3);
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%s: median %d ms, max %d ms of %d (target %d ms)%n",
        what,
        median().toMillis(),
        Duration.ofNanos(Collections.max(nanos)).toMillis(),
        nanos.size(),
        target.toMillis());
  }
}
