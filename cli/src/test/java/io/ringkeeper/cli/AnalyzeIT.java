package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.cli.Program.Ended;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ringkeeper analyze} on real fleets, with few requests. */
class AnalyzeIT {

  @TempDir private Path folder;

  @Test
  void startsItsOwnBalancersAndWritesAReport() throws Exception {
    Ended ended = analyze("--only", "A-1,A-3", "--requests", "1000");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("A-1", "left", "report.html");
    assertSound(json());
    assertThat(json().path("complete").asBoolean()).isTrue();
    assertThat(json().path("failed").asLong()).isZero();
    assertThat(json().path("a3").path("failures")).hasSize(3);
    assertThat(json().path("a3").path("contract"))
        .hasSizeGreaterThan(40)
        .allSatisfy(check ->
            assertThat(check.path("verdict").asText()).as("%s", check).isEqualTo("as_expected"));
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
    assertThat(folder.resolve("charts/a3-killed.png")).isNotEmptyFile();
  }

  @Test
  void leavesARunningBalancerAsItWasFound() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start("strategy=maglev")) {
      Web.ask(
          balancer.admin(),
          "PUT",
          "/v1/replicas/server2/weight",
          BodyPublishers.ofString("{\"weight\":2}"));
      String before = table(balancer);
      Ended ended = analyzeFound(balancer, "--only", "A-4", "--requests", "1000");

      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      assertThat(json().path("a4"))
          .hasSize(2)
          .allSatisfy(way ->
              assertThat(way.path("unbounded").path("samples"))
                  .allSatisfy(AnalyzeIT::assertAnswered));
      assertThat(balancer.listed()).containsExactly("server1", "server2", "server3");
      assertThat(table(balancer)).isEqualTo(before);
    }
  }

  @Test
  void leavesAFleetWithGapsAsItWasFound() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Web.add(balancer.address(), 3, "S4", "S5", "S6");
      Web.remove(balancer.address(), 3, "server1", "server3", "S5");
      String before = table(balancer);
      Ended ended = analyzeFound(balancer, "--only", "A-1");

      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      assertThat(balancer.listed()).containsExactly("server2", "S4", "S6");
      assertThat(table(balancer)).isEqualTo(before);
    }
  }

  @Test
  void twoPortsOfTwoBalancersAreRefusedBeforeAnythingIsChanged() throws Exception {
    try (RunningBalancer one = RunningBalancer.start("strategy=maglev");
        RunningBalancer other = RunningBalancer.start("strategy=maglev")) {
      String before = table(other);
      Ended ended = analyze("--url", at(one.address()), "--admin", at(other.admin()));

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("are ports of two balancers");
      assertThat(Web.get(other.admin(), "/v1/table").body()).contains("\"epoch\":");
      assertThat(table(other)).isEqualTo(before);
    }
  }

  @Test
  void interruptedWhileAReplicaFailsLeavesTheFleetAsItWasFound() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start();
        Program program = Program.start(Map.of(), found(balancer, "--only", "A-3"))) {
      program.awaitOut("A-3: frozen, 1 of 1");
      Eventually.until(() -> isFrozen(balancer));
      Proc.signal("INT", program.handle().pid());
      program.handle().onExit().get(1, TimeUnit.MINUTES);

      assertThat(program.awaitEnd().code()).isEqualTo(130);
      assertThat(program.out()).contains("An incomplete report");
      assertThat(folder.resolve("charts/a3-killed.png")).isNotEmptyFile();
      assertThat(balancer.listed()).containsExactly("server1", "server2", "server3");
      assertThat(balancer.replicas()).hasSize(3).noneMatch(AnalyzeIT::isFrozen);
    }
  }

  @Test
  void itsBalancersEndWithItHoweverItEnds() throws Exception {
    try (Program program = Program.start(Map.of(), arguments("--only", "A-1"))) {
      Eventually.until(() -> program.handle().descendants().count() > 3);
      List<ProcessHandle> all = program.handle().descendants().toList();
      Proc.signal("KILL", program.handle().pid());

      Eventually.until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void whatCannotBeIsSaid() throws Exception {
    assertThat(analyze("--url", "http://127.0.0.1:1").err()).contains("no balancer answers");
    Ended absurd = analyze("--requests", "0");
    assertThat(absurd.code()).isEqualTo(2);
    assertThat(absurd.err()).contains("--requests is 100 to 1,000,000, not 0");
    assertThat(analyze("--only", "A-9").err()).contains("A-1, A-2, A-3 and A-4");
    assertThat(Program.run(List.of("analyze", "--out", "/dev/null/x")).err())
        .contains("'/dev/null/x' cannot be written: '/dev/null/x': not a directory");
    assertThat(analyze("--url", "http://127.0.0.1:1/home").err()).contains("names a page");
  }

  private List<String> arguments(String... arguments) {
    List<String> all = new ArrayList<>(List.of("analyze", "--quick", "--out", folder.toString()));
    all.addAll(List.of(arguments));
    return all;
  }

  private List<String> found(RunningBalancer balancer, String... arguments) {
    List<String> all = arguments("--url", at(balancer.address()), "--admin", at(balancer.admin()));
    all.addAll(List.of(arguments));
    return all;
  }

  private Ended analyzeFound(RunningBalancer balancer, String... arguments) throws Exception {
    return end(found(balancer, arguments));
  }

  private Ended analyze(String... arguments) throws Exception {
    return end(arguments(arguments));
  }

  private static boolean isFrozen(RunningBalancer balancer) {
    return balancer.replicas().stream().anyMatch(AnalyzeIT::isFrozen);
  }

  private static boolean isFrozen(RunningBalancer.Replica replica) {
    return Proc.state(replica.pid()) == 'T';
  }

  private static Ended end(List<String> all) throws Exception {
    try (Program program = Program.start(Map.of(), all)) {
      program.handle().onExit().get(2, TimeUnit.MINUTES); // longer than others may take
      return program.awaitEnd();
    }
  }

  /** Everything is answered, and shares are what was predicted. */
  private static void assertSound(JsonNode results) {
    assertAnswered(results.path("a1"));
    assertThat(results.path("a1").path("p").asDouble()).isGreaterThan(0.001);
    assertThat(results.path("a1").path("elsewhere").asLong()).isZero();
  }

  private static void assertAnswered(JsonNode sample) {
    long sum = 0;
    for (JsonNode count : sample.path("counts")) {
      sum += count.path("measured").asLong();
    }
    assertThat(sum).isEqualTo(1_000).isEqualTo(sample.path("requests").asLong());
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("results.json")));
  }

  private static String at(InetSocketAddress address) {
    return "http://" + address.getHostString() + ":" + address.getPort();
  }

  /** But for the epoch, which counts changes. */
  private static String table(RunningBalancer balancer) {
    return Web.get(balancer.admin(), "/v1/table").body().replaceFirst("\"epoch\":\\d+,", "");
  }
}
