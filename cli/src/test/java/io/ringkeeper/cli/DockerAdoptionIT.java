package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.DockerFleet.Container;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A balancer may end at any time: the next one takes over what it left. */
class DockerAdoptionIT {

  private final Figures ready =
      new Figures("restart of the balancer: as before", Duration.ofSeconds(3));

  @BeforeAll
  static void requireDocker() {
    Docker.require();
  }

  @Test
  void theSameContainersServeTheSameKeysAfterAKill() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample())) {
      List<Container> before;
      try (RunningBalancer first = fleet.start()) {
        assertThat(Web.add(first.address(), 2, fleet.name("-a"), fleet.name("-b")).statusCode())
            .isEqualTo(200);
        assertThat(Web.remove(first.address(), 1, fleet.name("s2")).statusCode()).isEqualTo(200);
        before = fleet.containers();
        assertThat(before).extracting(Container::ordinal).containsExactly(1, 3, 4, 5);
        Prediction.of(1, 3, 4, 5).holdsFor(first.address());
        first.signal("KILL");
      }
      long start = System.nanoTime();
      try (RunningBalancer second = fleet.start()) {
        Eventually.until(() -> second.listed().size() == 4);
        ready.since(start);
        Prediction.of(1, 3, 4, 5).holdsFor(second.address());
        assertThat(fleet.containers()).isEqualTo(before);
      }
      assertThat(fleet.containers()).as("kept at an orderly end, too").isEqualTo(before);
    }
    ready.print();
    assertThat(ready.median()).isLessThan(ready.bound());
  }

  @Test
  void theStrategyAndTheWeightsThatWereCommandedLastAreTakenUpAgain() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample())) {
      String before;
      try (RunningBalancer first = fleet.start()) {
        put(first, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":1.01}");
        put(first, "/v1/replicas/" + fleet.name("s2") + "/weight", "{\"weight\":3}");
        before = digest(first);
        first.signal("KILL");
      }
      try (RunningBalancer second = fleet.start()) {
        Eventually.until(() -> second.listed().size() == 3);
        assertThat(digest(second)).isEqualTo(before).contains("\"cap\":1.01");
      }
    }
  }

  private static void put(RunningBalancer balancer, String path, String body) {
    assertThat(Web.ask(balancer.admin(), "PUT", path, BodyPublishers.ofString(body)).statusCode())
        .isEqualTo(200);
  }

  /** What the table is, as far as it stays the same: the digest, the strategy and the shares. */
  private static String digest(RunningBalancer balancer) {
    return Web.get(balancer.admin(), "/v1/table").body().replaceFirst("\"epoch\":\\d+,", "");
  }

  @Test
  void whatHappenedMeanwhileIsMended() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample())) {
      List<Container> before;
      try (RunningBalancer first = fleet.start("replicas=5")) {
        assertThat(Web.remove(first.address(), 1, fleet.name("s5")).statusCode()).isEqualTo(200);
        first.signal("KILL");
        first.program().awaitEnd();
        before = fleet.containers();
        fleet.docker().run("kill", fleet.name("s1"));
        fleet.docker().run("rm", "-f", fleet.name("s2"));
        fleet.docker().run("pause", fleet.name("s3"));
      }
      try (RunningBalancer second = fleet.start()) {
        Eventually.until(() -> second.listed().size() == 4);
        Eventually.until(() -> fleet.containers().size() == 4);
        List<Container> after = fleet.containers();
        assertThat(after).extracting(Container::ordinal).containsExactly(1, 2, 3, 4);
        assertThat(after).allSatisfy(it -> assertThat(it.state()).isEqualTo("running"));
        assertThat(after.subList(0, 3)).doesNotContainAnyElementsOf(before);
        assertThat(after.get(3)).isEqualTo(before.get(3));
        Prediction.of(1, 2, 3, 4).holdsFor(second.address());
      }
    }
  }

  /** The last balancer began to remove it and could not finish. */
  @Test
  void aDrainThatWasCutOffIsFinished() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample())) {
      try (RunningBalancer first = fleet.start("stop-timeout=20s")) {
        String victim = fleet.name("s2");
        fleet.docker().run("kill", "--signal", "STOP", victim); // it will not end by itself
        var _ = CompletableFuture.runAsync(() -> Web.remove(first.address(), 1, victim));
        Eventually.until(() -> first.listed().size() == 2);
        first.signal("KILL");
      }
      assertThat(fleet.containers()).hasSize(3);
      try (RunningBalancer second = fleet.start()) {
        assertThat(second.listed()).containsExactly(fleet.name("s1"), fleet.name("s3"));
        Eventually.until(() -> fleet.containers().size() == 2);
        Prediction.of(1, 3).holdsFor(second.address());
      }
    }
  }

  @Test
  void aSecondBalancerOfTheSameFleetIsRefused() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer first = fleet.start("replicas=1", "on-exit=remove")) {
      List<Container> before = fleet.containers();
      Program.Ended second = fleet.runInVain("replicas=1");
      assertThat(second.code()).isNotZero();
      assertThat(second.err()).contains("another balancer");
      assertThat(fleet.containers()).isEqualTo(before);
      assertThat(first.listed()).hasSize(1);
    }
  }
}
