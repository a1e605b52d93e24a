package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.RunningBalancer.Replica;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica that takes the place of a dead one is given its keys little by little. */
class SlowStartIT {

  @Test
  void keysComeBackOneByOneAndNoRequestFails() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start("slow-start=2s")) {
      assertThat(table(balancer)).as("a whole fleet comes up").doesNotContain("slowStart");
      Prediction prediction = Prediction.of(1, 2, 3);
      prediction.holdsFor(balancer.address());
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), 8, Duration.ofMillis(1));
      String digest = digest(balancer);
      Replica victim = balancer.replicas().get(1);
      Proc.signal("KILL", victim.pid());
      Eventually.until(() -> table(balancer).contains("\"slowStartPercent\""));
      assertThat(digest(balancer)).isEqualTo(digest);
      Eventually.until(
          () -> balancer.listed().size() == 3 && !table(balancer).contains("slowStart"));
      prediction.holdsFor(balancer.address());
      load.stopWithoutFailure();
    }
  }

  private static String table(RunningBalancer balancer) {
    return Web.get(balancer.admin(), "/v1/table").body();
  }

  private static String digest(RunningBalancer balancer) {
    return table(balancer).replaceAll(".*\"digest\":\"([0-9a-f]+)\".*", "$1");
  }
}
