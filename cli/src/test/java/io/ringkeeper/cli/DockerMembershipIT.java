package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.DockerFleet.Container;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /add} and {@code /rm} do to containers. */
class DockerMembershipIT {

  @BeforeAll
  static void requireDocker() {
    Docker.require();
  }

  @Test
  void addsTenAndRemovesThemAndTheirNamesAreFree() {
    Figures adds = new Figures("/add of 10 containers", Duration.ofSeconds(10));
    Figures removals = new Figures("/rm of 10 containers", Duration.ofSeconds(10));
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove", "start-timeout=60s")) {
      InetSocketAddress at = balancer.address();
      String[] names =
          IntStream.range(0, 10).mapToObj(i -> fleet.name("-n" + i)).toArray(String[]::new);
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        assertAnswered(Web.add(at, 10, names));
        adds.since(start);
        assertThat(balancer.listed()).hasSize(13).contains(names);
        assertThat(fleet.containers())
            .allSatisfy(it -> assertThat(it.state()).isEqualTo("running"))
            .extracting(Container::ordinal)
            .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());

        start = System.nanoTime();
        assertAnswered(Web.remove(at, 10, names));
        removals.since(start);
        assertThat(fleet.containers()).as("gone when /rm answers").hasSize(3);
      }
      Prediction.of(1, 2, 3).holdsFor(at);
    }
    adds.print();
    removals.print();
    assertThat(adds.median()).isLessThan(adds.bound());
    assertThat(removals.median()).isLessThan(removals.bound());
  }

  @Test
  void whatIsNoNameIsRefused() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove", "replicas=1")) {
      List<Container> before = fleet.containers();
      for (String name :
          List.of("x; touch p", "--privileged", "../x", "$(id)", "a", "a b", "x".repeat(300))) {
        assertThat(refused(Web.add(balancer.address(), 1, name), 400)).contains("hostname");
      }
      assertThat(fleet.containers()).isEqualTo(before);
    }
  }

  @Test
  void theContainerOfSomebodyElseIsLeftAlone() {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove", "replicas=1")) {
      String name = fleet.name("-foreign");
      String foreign = fleet.docker().run("create", "--name", name, Images.sample());
      try {
        assertThat(refused(Web.add(balancer.address(), 2, fleet.name("-mine"), name), 503))
            .contains(name)
            .contains("already exists")
            .contains("nothing was added");
        assertThat(fleet.containers()).hasSize(1);
        assertThat(fleet.docker().run("inspect", "--format", "{{.Id}}", name)).isEqualTo(foreign);
      } finally {
        fleet.docker().run("rm", "-f", foreign);
      }
      assertAnswered(Web.add(balancer.address(), 1, name));
    }
  }

  private static void assertAnswered(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
