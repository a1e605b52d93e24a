package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.Keys;
import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.Outcome;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** So many requests, each answered before a client sends its next. */
final class Loads {

  private Loads() {}

  /** A report, and each outcome behind it. */
  record Run(LoadReport report, List<Outcome> outcomes) {}

  static LoadPlan plan(InetSocketAddress target, String path, long requests, int clients) {
    return LoadPlan.of(target, path).withRequests(requests).withConnections(clients);
  }

  static Run run(LoadPlan plan) {
    ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    try {
      LoadReport report = Load.run(plan, outcomes::add);
      return new Run(report, List.copyOf(outcomes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Every so manieth number. */
  static Keys steps(long first, long step) {
    return number -> Long.toString(first + number * step);
  }
}
