package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringkeeper.analysis.Load;
import io.ringkeeper.analysis.LoadPlan;
import io.ringkeeper.analysis.LoadReport;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The main job: every key meets the replica that the ring names. */
class RoutingIT {

  private static final int REQUESTS = 10_000;

  @Test
  void tenThousandRequestsGoWhereTheRingSays() {
    Prediction prediction = Prediction.of(1, 2, 3);
    ConcurrentLinkedQueue<Load.Answer> answers = new ConcurrentLinkedQueue<>();
    LoadReport report;
    try (RunningBalancer balancer = RunningBalancer.start()) {
      report =
          Load.run(
              new LoadPlan(balancer.address(), "/home", REQUESTS, 200, BackgroundLoad.RANDOM_KEYS),
              answers::add);
    }
    System.out.printf(
        Locale.ROOT, "%d requests, 200 at a time, in %s: %s%n", REQUESTS, report.took(), report);
    assertThat(report.errors()).isEmpty();
    assertThat(report.byStatus()).containsOnlyKeys(200).containsEntry(200, (long) REQUESTS);
    assertThat(prediction.elsewhere(List.copyOf(answers))).isEmpty();
    assertThat(report.byServer()).containsOnlyKeys("1", "2", "3");
    report
        .byServer()
        .forEach((server, count) ->
            assertThat((double) count / REQUESTS)
                .as("share of server %s", server)
                .isCloseTo(prediction.share(server), within(0.03)));
  }
}
