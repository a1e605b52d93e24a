package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.cli.Program.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ringkeeper load}, as users start it. */
class LoadIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void reportsToPeopleAndToPrograms() throws IOException {
    Path json = folder.resolve("load.json");
    Path csv = Files.writeString(folder.resolve("load.csv"), "an old report".repeat(1_000));
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Ended ended =
          load(
              balancer,
              "-n",
              "2000",
              "-c",
              "8",
              "--keys",
              "zipf:1.0,500",
              "--seed",
              "1",
              "--json",
              json.toString(),
              "--csv",
              csv.toString());
      assertThat(ended.code()).as("%s", ended).isZero();
      assertThat(ended.out().lines())
          .anyMatch(line -> line.matches("2000 of 2000 requests answered in .* 0 failed"))
          .contains("  status 200  2000")
          .anyMatch(line -> line.matches("  latency  p50 .*, p99.9 .*, max .*, mean .* ms"));
    }
    JsonNode report = JSON.readTree(json.toFile());
    assertThat(report.path("complete").asBoolean()).isTrue();
    assertThat(report.path("answered").asLong()).isEqualTo(2_000);
    assertThat(
            report.path("byReplica").path("1").asLong()
                + report.path("byReplica").path("2").asLong()
                + report.path("byReplica").path("3").asLong())
        .isEqualTo(2_000);
    assertThat(Files.readAllLines(csv))
        .startsWith("what,name,value", "load,ending,requests")
        .contains("status,200,2000");
  }

  @Test
  void anOpenLoopLastsItsTime() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Ended ended = load(balancer, "-r", "500", "-d", "1s", "--json", "-", "--quiet");
      assertThat(ended.code()).as("%s", ended).isZero();
      JsonNode report = read(ended.out());
      assertThat(report.path("ending").asText()).isEqualTo("duration");
      assertThat(report.path("answered").asLong() + report.path("unsent").asLong()).isEqualTo(500);
      assertThat(ended.err()).contains("latency since due");
    }
  }

  @Test
  void countsErrorsOfThePath() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Ended ended =
          Program.run(List.of("load", "--url", url(balancer) + "/other/{key}", "-n", "20"));
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).contains("20 of 20 requests", "20 failed", "  status 400  20");
    }
  }

  @Test
  void aBalancerThatDiesHalfWayLeavesAPartialReport() {
    try (RunningBalancer balancer = RunningBalancer.start();
        Program load =
            Program.start(
                Map.of(),
                List.of("load", "--url", url(balancer), "-d", "10m", "-c", "4", "--json", "-"))) {
      await().atMost(Program.LIMIT).until(() -> load.err().contains(" answered, 0 failed"));
      balancer.signal("KILL");
      Ended ended = load.awaitEnd();
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("nobody has answered", "the report is partial");
      JsonNode report = read(ended.out());
      assertThat(report.path("complete").asBoolean()).isFalse();
      assertThat(report.path("answered").asLong()).isPositive();
      assertThat(report.path("errors").path("refused").asLong()).isPositive();
    }
  }

  @Test
  void ctrlCEndsItWithAReport() {
    try (RunningBalancer balancer = RunningBalancer.start();
        Program load =
            Program.start(Map.of(), List.of("load", "--url", url(balancer), "-d", "1h"))) {
      await().atMost(Program.LIMIT).until(() -> load.err().contains(" answered, 0 failed"));
      Proc.signal("INT", load.handle().pid());
      Ended ended = load.awaitEnd();
      assertThat(ended.code()).isEqualTo(130);
      assertThat(ended.err()).contains("stopped before the end");
      assertThat(ended.out()).contains("requests answered", "  status 200");
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    Ended ended = Program.run(List.of("load", "--url", "127.0.0.1:" + nobody()));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).matches("ringkeeper: nobody answers at http://127.0.0.1:.*refused\n");
    assertThat(ended.out()).isEmpty();
  }

  private static int nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--url https://localhost     | write http://host:port",
        "--url http://no.such.host.invalid | no host is called 'no.such.host.invalid'",
        "-n 0                        | at least one request",
        "-c 0                        | 1 to 60000 connections",
        "-c 1000000                  | 1 to 60000 connections",
        "-n many                     | many",
        "--rate -5                   | a rate is more than 0",
        "--rate 5 --think 1s         | exclude each other",
        "--duration 0s               | a load lasts more than 0 s",
        "--duration soon             | 'soon' is no time",
        "--threads 0                 | 1 to 256 threads",
        "--body-size 999999999999    | a body has 0 to",
        "--keys zipf:0               | the exponent",
        "--keys primes               | 'primes' are no keys",
        "--keys file:/no/such/file   | cannot be read",
        "-H nonsense                 | is no header",
        "--replica-pattern x(        | is no pattern",
        "--replica-pattern x         | needs a group",
        "--json /no/such/folder/x    | /no/such/folder/x cannot be written",
        "--json - --csv -            | only one of",
      })
  void refusesNonsense(String options, String sentence) {
    List<String> command =
        Stream.concat(Stream.of("load"), Stream.of(options.strip().split(" +", -1))).toList();
    Ended ended = Program.run(command);
    assertThat(ended.code()).as("%s", ended).isEqualTo(2);
    assertThat(ended.err()).contains(sentence);
    assertThat(ended.out()).isEmpty();
  }

  private static Ended load(RunningBalancer balancer, String... options) {
    List<String> command = List.of("load", "--url", url(balancer));
    return Program.run(Stream.concat(command.stream(), Stream.of(options)).toList());
  }

  private static String url(RunningBalancer balancer) {
    return "http://127.0.0.1:" + balancer.address().getPort();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
