package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.cli.RunningBalancer.Replica;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code /add} and {@code /rm} do to the replicas, and to the requests meanwhile. */
class MembershipIT {

  private static final int ALTERNATIONS = 500;

  @Test
  void addsAndRemovesByName() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      InetSocketAddress at = balancer.address();
      HttpResponse<String> added = Web.add(at, 4, "S5", "S4", "S10", "S11");
      assertThat(added.statusCode()).isEqualTo(200);
      assertThat(added.body())
          .isEqualTo(
              "{\"message\":{\"N\":7,\"replicas\":[\"server1\",\"server2\",\"server3\","
                  + "\"S5\",\"S4\",\"S10\",\"S11\"]},\"status\":\"successful\"}")
          .isEqualTo(Web.get(at, "/rep?a=b").body());
      assertThat(balancer.replicas())
          .extracting(Replica::ordinal)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 7).mapToObj(String::valueOf).toList());
      Prediction.of(1, 2, 3, 4, 5, 6, 7).holdsFor(at);

      List<String> left = RunningBalancer.names(Web.remove(at, 3, "S5", "S4").body());
      assertThat(left).hasSize(4).doesNotContain("S5", "S4").isEqualTo(balancer.listed());
      assertThat(balancer.replicas()).as("gone when /rm answers").hasSize(4);

      assertThat(Web.add(at, 1).statusCode()).isEqualTo(200);
      assertThat(balancer.listed()).anyMatch(name -> name.matches("server[a-z0-9]{6}"));
    }
  }

  @Test
  void commandsOfManyOperatorsAreCarriedOutOneByOne() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> Web.add(balancer.address(), 1)))
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join))
          .extracting(answer -> RunningBalancer.names(answer.body()).size())
          .containsExactlyInAnyOrder(4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(balancer.replicas()).extracting(Replica::ordinal).doesNotHaveDuplicates();
    }
  }

  @Test
  void removalOfAllLeavesNobodyUntilSomebodyIsAdded() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      InetSocketAddress at = balancer.address();
      assertThat(Web.remove(at, 1_000_000).body())
          .isEqualTo("{\"message\":{\"N\":0,\"replicas\":[]},\"status\":\"successful\"}");
      assertThat(balancer.everyChild()).isEmpty();
      HttpResponse<String> nobody = Web.get(at, "/home");
      refused(nobody, 503);
      assertThat(nobody.headers().firstValue("Retry-After")).isPresent();
      assertThat(Web.get(balancer.admin(), "/readyz").statusCode()).isEqualTo(503);
      assertThat(Web.get(balancer.admin(), "/livez").statusCode()).isEqualTo(200);

      assertThat(Web.add(at, 1, "server1").statusCode()).isEqualTo(200);
      Prediction.of(1).holdsFor(at);
    }
  }

  @Test
  void strictRemovalRefusesMoreThanThereAre() {
    try (RunningBalancer balancer = RunningBalancer.start("strict=true")) {
      assertThat(refused(Web.remove(balancer.address(), 4), 400))
          .contains("more instances than are present");
      assertThat(balancer.listed()).hasSize(3);
      assertThat(Web.remove(balancer.address(), 3).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void additionIsAllOrNothing() {
    String script = "[ $SERVER_NAME = broken ] && exit 3; exec bin/ringkeeper replica";
    try (RunningBalancer balancer =
        RunningBalancer.start("process.command=sh,-c," + script, "process.env.HOME=/")) {
      assertThat(refused(Web.add(balancer.address(), 3, "S4", "broken"), 503))
          .contains("broken")
          .contains("exit code 3");
      assertThat(balancer.listed()).containsExactly("server1", "server2", "server3");
      await().atMost(Program.LIMIT).until(() -> balancer.replicas().size() == 3);
      assertThat(Web.add(balancer.address(), 1, "S4").statusCode()).isEqualTo(200);
      Prediction.of(1, 2, 3, 4).holdsFor(balancer.address());
    }
  }

  /** The clients think between requests, so that on a small machine replicas can start at all. */
  @Test
  void fiveHundredAlternationsUnderLoadCostNoRequest() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      InetSocketAddress at = balancer.address();
      int processes = balancer.everyChild().size();
      BackgroundLoad load = BackgroundLoad.start(at, 200, Duration.ofMillis(200));
      long start = System.nanoTime();
      for (int i = 0; i < ALTERNATIONS; i++) {
        assertThat(Web.add(at, 1, "again").statusCode()).as("/add %d", i).isEqualTo(200);
        assertThat(Web.remove(at, 1, "again").statusCode()).as("/rm %d", i).isEqualTo(200);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      long answered = load.stopWithoutFailure();
      System.out.printf(
          "%d x /add and /rm in %s: %d requests, 0 failed%n", ALTERNATIONS, took, answered);
      assertThat(balancer.listed()).containsExactly("server1", "server2", "server3");
      await()
          .atMost(Program.LIMIT)
          .untilAsserted(() -> assertThat(balancer.everyChild()).hasSize(processes));
      Prediction.of(1, 2, 3).holdsFor(at);
      assertThat(Web.add(at, 1, "again").statusCode()).isEqualTo(200);
    }
  }
}
