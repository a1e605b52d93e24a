package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringkeeper.analysis.load.LoadReport;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The main job: every key meets the replica that the ring names. */
class RoutingIT {

  private static final int REQUESTS = 10_000;

  @Test
  void tenThousandRequestsGoWhereTheRingSays() {
    Prediction prediction = Prediction.of(1, 2, 3);
    Loads.Run run;
    try (RunningBalancer balancer = RunningBalancer.start()) {
      run = Loads.run(Loads.plan(balancer.address(), "/home", REQUESTS, 200));
    }
    LoadReport report = run.report();
    System.out.printf(
        Locale.ROOT, "%d requests, 200 at a time, in %s: %s%n", REQUESTS, report.took(), report);
    assertThat(report.errors()).isEmpty();
    assertThat(report.byStatus()).containsOnlyKeys(200).containsEntry(200, (long) REQUESTS);
    assertThat(prediction.elsewhere(run.outcomes())).isEmpty();
    assertThat(report.byReplica()).containsOnlyKeys("1", "2", "3");
    report
        .byReplica()
        .forEach((server, count) ->
            assertThat((double) count / REQUESTS)
                .as("share of server %s", server)
                .isCloseTo(prediction.share(server), within(0.03)));
  }
}
