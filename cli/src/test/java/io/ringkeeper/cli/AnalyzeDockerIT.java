package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.cli.DockerFleet.Container;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ringkeeper analyze} where replicas are containers. */
class AnalyzeDockerIT {

  @TempDir private Path folder;

  @BeforeAll
  static void requireDocker() {
    Docker.require();
    Images.sample();
  }

  @Test
  void containersOfItsOwnFailInEveryWayAndNothingIsLeft() throws Exception {
    try (Program program = start("--engine", "docker", "--only", "A-1,A-3")) {
      end(program);

      assertThat(program.out()).as(program.err()).contains("The report: ");
      assertThat(json().path("complete").asBoolean()).isTrue();
      assertThat(json().path("failed").asLong()).isZero();
      assertThat(json().path("a3").path("failures")).hasSize(3);
      assertThat(remains(program)).isEmpty();
    }
  }

  /** A terminal tells the balancer, too. */
  @Test
  void interruptedAtATerminalLeavesNothingOfItsOwn() throws Exception {
    try (Program program = start("--engine", "docker", "--only", "A-3")) {
      program.awaitOut("A-3: every endpoint");
      Eventually.until(() -> remains(program).size() >= 4);
      program.handle().children().forEach(child -> Proc.signal("INT", child.pid()));
      Proc.signal("INT", program.handle().pid());
      end(program);

      assertThat(remains(program)).isEmpty();
    }
  }

  /** Containers and networks of the balancers that it started. */
  private static List<String> remains(Program program) {
    String own = "analysis-" + program.handle().pid();
    return Stream.of(
            Docker.MACHINE.lines("ps", "-aq", "--filter", "label=io.ringkeeper.fleet=" + own),
            Docker.MACHINE.lines("network", "ls", "-q", "--filter", "name=" + own))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void interruptedAmongFailuresLeavesTheFleetAsItWasFound() throws Exception {
    try (DockerFleet fleet = new DockerFleet(Docker.MACHINE, Images.sample());
        RunningBalancer balancer = fleet.start("on-exit=remove");
        Program program = startOn(balancer, "--only", "A-3", "--trials", "20")) {
      List<String> names = balancer.listed();
      program.awaitOut("A-3: killed, 2 of 20");
      Eventually.until(() -> !balancer.listed().equals(names));
      Proc.signal("INT", program.handle().pid());
      end(program);

      assertThat(program.out()).contains("An incomplete report");
      assertThat(program.err()).doesNotContain("could not be left");
      assertThat(balancer.listed()).isEqualTo(names);
      assertThat(fleet.containers()).extracting(Container::name).containsExactlyElementsOf(names);
    }
  }

  private Program startOn(RunningBalancer balancer, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--url", at(balancer.address()), "--admin", at(balancer.admin())));
    arguments.addAll(List.of(more));
    return start(arguments.toArray(String[]::new));
  }

  private Program start(String... more) {
    List<String> all = new ArrayList<>(List.of("analyze", "--quick", "--out", folder.toString()));
    all.addAll(List.of(more));
    return Program.start(Map.of(), all);
  }

  private static void end(Program program) throws Exception {
    program.handle().onExit().get(3, TimeUnit.MINUTES); // longer than others may take
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("results.json")));
  }

  private static String at(InetSocketAddress address) {
    return "http://" + address.getHostString() + ":" + address.getPort();
  }
}
