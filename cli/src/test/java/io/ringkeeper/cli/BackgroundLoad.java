package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.Pace;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Requests without end, while something else happens; none of them may fail. */
final class BackgroundLoad {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Load load;

  private BackgroundLoad(Load load) {
    this.load = load;
  }

  /** So many clients, each of which thinks for a while before every request but the first. */
  static BackgroundLoad start(InetSocketAddress target, int clients, Duration think) {
    LoadPlan plan = LoadPlan.of(target, "/home").withConnections(clients);
    return new BackgroundLoad(Load.start(plan.withPace(new Pace.Closed(think))));
  }

  /** Ends the load and sees that every request was answered well; gives their number. */
  long stopWithoutFailure() throws InterruptedException {
    try (load) {
      load.stop();
      assertThat(load.await(LIMIT)).as("it ends").isTrue();
      LoadReport report = load.join();
      assertThat(report.failed()).as("%s", report).isZero();
      return report.answered();
    }
  }
}
