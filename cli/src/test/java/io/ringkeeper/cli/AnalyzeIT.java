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
      Ended ended =
          analyze(
              "--url",
              at(balancer.address()),
              "--admin",
              at(balancer.admin()),
              "--only",
              "A-4",
              "--requests",
              "1000");

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
  void whatCannotBeIsSaid() throws Exception {
    assertThat(analyze("--url", "http://127.0.0.1:1").err()).contains("no balancer answers");
    Ended absurd = analyze("--requests", "0");
    assertThat(absurd.code()).isEqualTo(2);
    assertThat(absurd.err()).contains("--requests is 100 to 1,000,000, not 0");
    assertThat(analyze("--only", "A-9").err()).contains("A-1, A-2, A-3 and A-4");
    assertThat(Program.run(List.of("analyze", "--out", "/dev/null/x")).err())
        .contains("cannot be written");
  }

  private Ended analyze(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("analyze", "--quick", "--out", folder.toString()));
    all.addAll(List.of(arguments));
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
