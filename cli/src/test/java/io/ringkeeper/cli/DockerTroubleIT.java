package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.DockerFleet.Container;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine may hang or be restarted: requests to living replicas go on. */
class DockerTroubleIT {

  @BeforeAll
  static void requireDocker() {
    Docker.require();
  }

  @Test
  void aFrozenEngineDisturbsNoRequest() throws Exception {
    try (OwnEngine engine = ready();
        DockerFleet fleet = new DockerFleet(engine.docker(), Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove")) {
      List<Container> before = fleet.containers();
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), 200, Duration.ZERO);
      engine.signal("STOP");
      assertThat(refused(Web.add(balancer.address(), 1, fleet.name("-late")), 503))
          .contains("Docker")
          .contains("nothing was added");
      assertThat(balancer.listed()).hasSize(3);
      engine.signal("CONT");
      Eventually.until(
          () -> Web.add(balancer.address(), 1, fleet.name("-new")).statusCode() == 200);
      assertThat(Web.remove(balancer.address(), 1, fleet.name("-new")).statusCode()).isEqualTo(200);
      System.out.println("dockerd frozen: " + load.stopWithoutFailure() + " requests, 0 failed");
      Eventually.until(() -> fleet.containers().equals(before));
      Prediction.of(1, 2, 3).holdsFor(balancer.address());
    }
  }

  @Test
  void arestartOfTheEngineDisturbsNoRequest() throws Exception {
    try (OwnEngine engine = ready();
        DockerFleet fleet = new DockerFleet(engine.docker(), Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove")) {
      List<Container> before = fleet.containers();
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), 200, Duration.ZERO);
      engine.stop();
      assertThat(balancer.listed()).hasSize(3);
      engine.startAgain();
      System.out.println("dockerd restarted: " + load.stopWithoutFailure() + " requests, 0 failed");
      assertThat(fleet.containers()).isEqualTo(before);
      fleet.docker().run("kill", before.getFirst().name());
      Eventually.until(() -> !balancer.listed().contains(before.getFirst().name()));
      Eventually.until(() -> balancer.listed().size() == 3);
      Prediction.of(1, 2, 3).holdsFor(balancer.address());
    }
  }

  private static OwnEngine ready() {
    String sample = Images.sample();
    OwnEngine engine = new OwnEngine();
    engine.load(sample);
    return engine;
  }
}
