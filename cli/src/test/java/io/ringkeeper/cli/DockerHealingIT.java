package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.DockerFleet.Container;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that end under load, however they do, are replaced, and no client notices. */
class DockerHealingIT {

  private static final int CLIENTS = 200;

  @BeforeAll
  static void requireDocker() {
    Docker.require();
  }

  /** What the engine sees, it tells at once. */
  @ParameterizedTest(name = "docker {0}, {1} times")
  @CsvSource({"kill, 20", "stop, 5", "pause, 5", "rm -f, 5"})
  void whatTheEngineSeesCostsNoRequest(String strike, int times) throws Exception {
    Series series = new Series("docker " + strike, Duration.ofMillis(500), Duration.ofSeconds(2));
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove")) {
      Prediction.of(1, 2, 3).holdsFor(balancer.address());
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), CLIENTS, Duration.ZERO);
      for (int i = 0; i < times; i++) {
        Container victim = anyOf(fleet.containers());
        series.strike(fleet, balancer, victim, (strike + " " + victim.name()).split(" "));
      }
      System.out.printf("docker %s: %d requests, 0 failed%n", strike, load.stopWithoutFailure());
      Prediction.of(1, 2, 3).holdsFor(balancer.address());
    }
    series.judge();
  }

  /** What only heartbeats see takes fall × interval + timeout. */
  @Test
  void silenceIsFoundByHeartbeats() throws Exception {
    Series series = new Series("silent", Duration.ofMillis(2_500), Duration.ofMillis(4_500));
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove", "health.timeout=500ms")) {
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), CLIENTS, Duration.ZERO);
      for (int i = 0; i < 3; i++) {
        Container victim = anyOf(fleet.containers());
        series.strike(fleet, balancer, victim, "kill", "--signal", "STOP", victim.name());
      }
      load.stopWithoutFailure();
    }
    series.judge();
  }

  /** An image that knows nothing of Ringkeeper, and whose heartbeats turn into errors. */
  @Test
  void anyImageIsServedAndHealed() {
    Series sick = new Series("sick", Duration.ofMillis(2_500), Duration.ofMillis(4_500));
    Series killed = new Series("killed", Duration.ofMillis(500), Duration.ofSeconds(2));
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.httpd());
        RunningBalancer balancer =
            fleet.start(
                "on-exit=remove",
                "docker.port=80",
                "not-found=pass",
                "health.path=/cgi-bin/health",
                "health.timeout=500ms")) {
      assertThat(Web.get(balancer.address(), "/").body()).isEqualTo("hello from a file\n");
      assertThat(Web.get(balancer.address(), "/no/such/file").statusCode()).isEqualTo(404);
      for (int i = 0; i < 3; i++) {
        Container victim = anyOf(fleet.containers());
        sick.strike(fleet, balancer, victim, "exec", victim.name(), "/bin/touch", "/sick");
        Container next = anyOf(fleet.containers());
        killed.strike(fleet, balancer, next, "kill", next.name());
      }
      assertThat(Web.get(balancer.address(), "/").body()).isEqualTo("hello from a file\n");
    }
    sick.judge();
    killed.judge();
  }

  private static Container anyOf(List<Container> containers) {
    assertThat(containers).hasSize(3);
    return containers.get(ThreadLocalRandom.current().nextInt(3));
  }

  /** Strikes of one kind, and how long each took to be noticed and to be healed. */
  private static final class Series {

    private final Figures leaves;
    private final Figures healed;

    Series(String what, Duration untilItLeaves, Duration untilHealed) {
      this.leaves = new Figures(what + ": the victim leaves /rep", untilItLeaves);
      this.healed = new Figures(what + ": N is 3 again", untilHealed);
    }

    void strike(DockerFleet fleet, RunningBalancer balancer, Container victim, String... command) {
      List<Container> others =
          fleet.containers().stream().filter(other -> !other.equals(victim)).toList();
      long start = System.nanoTime();
      fleet.docker().run(command);
      Eventually.until(() -> !balancer.listed().contains(victim.name()));
      leaves.since(start);
      Eventually.until(() -> balancer.listed().size() == 3);
      healed.since(start);

      Eventually.until(() -> fleet.containers().size() == 3); // the victim is removed besides
      List<Container> after = fleet.containers();
      assertThat(after).containsAll(others);
      assertThat(after).extracting(Container::ordinal).containsExactly(1, 2, 3);
      assertThat(after)
          .filteredOn(container -> container.ordinal() == victim.ordinal())
          .singleElement()
          .satisfies(it -> assertThat(it.name()).matches("server[a-z0-9]{6}"))
          .isNotEqualTo(victim);
    }

    void judge() {
      leaves.print();
      healed.print();
      assertThat(leaves.median()).isLessThan(leaves.bound());
      assertThat(healed.median()).isLessThan(healed.bound());
    }
  }
}
