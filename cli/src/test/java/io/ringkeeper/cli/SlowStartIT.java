package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.RunningBalancer.Replica;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.MaglevTable;
import io.ringkeeper.hashing.Members;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A replica that begins to serve is given its keys little by little. */
class SlowStartIT {

  private static final int KEYS = 500;

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

  /** Under Maglev, whose failover order is not that of the table before. */
  @Test
  void aNewcomersKeysMoveOnce() throws Exception {
    try (RunningBalancer balancer =
        RunningBalancer.start("slow-start=2s", "strategy=maglev", "replicas=5")) {
      List<String> last = answers(balancer);
      int[] moves = new int[KEYS];
      assertThat(Web.add(balancer.address(), 1).statusCode()).isEqualTo(200);
      boolean ramps = true;
      while (ramps) {
        ramps = table(balancer).contains("slowStart");
        List<String> now = answers(balancer);
        for (int key = 0; key < KEYS; key++) {
          moves[key] += now.get(key).equals(last.get(key)) ? 0 : 1;
        }
        last = now;
      }
      assertThat(moves).containsOnly(0, 1);
      assertThat(Arrays.stream(moves).sum()).isGreaterThan(KEYS / 12);
      LookupTable six = MaglevTable.of(Members.of(1, 2, 3, 4, 5, 6));
      for (int key = 0; key < KEYS; key++) {
        assertThat(last.get(key)).startsWith("Hello from Server: " + six.ownerIdOf(key));
      }
    }
  }

  private static List<String> answers(RunningBalancer balancer) {
    return Pipeline.ask(
            balancer.address(),
            IntStream.range(0, KEYS)
                .mapToObj(key -> Pipeline.get("/home", "X-Request-ID: " + key))
                .toList())
        .stream()
        .map(answer -> answer.substring(answer.indexOf("Hello")))
        .toList();
  }

  private static String table(RunningBalancer balancer) {
    return Web.get(balancer.admin(), "/v1/table").body();
  }

  private static String digest(RunningBalancer balancer) {
    return table(balancer).replaceAll(".*\"digest\":\"([0-9a-f]+)\".*", "$1");
  }
}
