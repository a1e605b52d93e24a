package io.ringkeeper.analysis.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.analysis.load.LoadReport.Ending;
import io.ringkeeper.analysis.load.LoadRequest.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LoadTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void countsSumUp(int threads) throws InterruptedException {
    AtomicInteger turn = new AtomicInteger();
    try (ScriptedServer server =
        ScriptedServer.start((head, connection) -> {
          int i = turn.getAndIncrement();
          String body = "{\"message\":\"Hello from Server: %d\"}".formatted(i % 3);
          String status = i % 10 == 9 ? "503 No" : "200 OK";
          ScriptedServer.say(
              connection,
              "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
          return true;
        })) {
      ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
      LoadPlan plan =
          plan(server.address(), 3_000, 16).withThreads(threads).withKeys(Keys.sequential(0));
      LoadReport report = Load.run(plan, outcomes::add);
      assertThat(report.ending()).isEqualTo(Ending.REQUESTS);
      assertThat(report.byStatus()).isEqualTo(Map.of(200, 2_700L, 503, 300L));
      assertThat(report.byReplica()).isEqualTo(Map.of("0", 1_000L, "1", 1_000L, "2", 1_000L));
      assertThat(report.failed()).isEqualTo(300);
      assertThat(report.sent()).isEqualTo(3_000);
      assertThat(report.latency().getTotalCount()).isEqualTo(3_000);
      assertThat(outcomes.stream().map(Outcome::number)).doesNotHaveDuplicates().hasSize(3_000);
      assertThat(outcomes).allMatch(it -> it.key().equals(Long.toString(it.number())));
      assertThat(outcomes.stream().filter(Outcome::isGood)).hasSize(2_700);
    }
  }

  /**
   * One connection, a thousand requests a second, and a server that holds the first until all are
   * due: however fast it is then, each was late by the time that it had been due.
   */
  @Test
  void whatAStallMakesOthersWaitCounts() throws InterruptedException {
    int requests = 100;
    long period = 1_000_000;
    CountDownLatch release = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start((head, connection) -> {
              release.await();
              ScriptedServer.say(connection, ScriptedServer.OK);
              return true;
            });
        Load load =
            Load.start(plan(server.address(), requests, 1).withPace(new Pace.Open(1_000)))) {
      await().until(() -> load.report().unsent() == requests - 1);
      release.countDown();
      LoadReport report = load.join();
      assertThat(report.unsent()).isZero();
      assertThat(report.answered()).isEqualTo(requests);
      for (int i = 1; i < requests; i++) {
        // of the n requests, those due first waited the longest
        double percentile = 100.0 * (requests - i + 1) / requests;
        long least = (long) ((requests - i) * period * 0.99);
        assertThat(report.latency().getValueAtPercentile(percentile)).isGreaterThanOrEqualTo(least);
      }
    }
  }

  @Test
  void anOpenLoopSendsEachRequestOnce() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.OK)) {
      LoadPlan plan = plan(server.address(), 501, 4).withPace(new Pace.Open(5_000)).withThreads(2);
      ConcurrentLinkedQueue<Long> numbers = new ConcurrentLinkedQueue<>();
      LoadReport report = Load.run(plan, outcome -> numbers.add(outcome.number()));
      assertThat(report.answered()).isEqualTo(501);
      assertThat(numbers).containsExactlyInAnyOrderElementsOf(numbers(501));
      assertThat(report.ending()).isEqualTo(Ending.REQUESTS);
    }
  }

  private static List<Long> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
  }

  @Test
  void endsWhenItsTimeIsOverOrWhenItIsTold() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.OK)) {
      LoadPlan endless = LoadPlan.of(server.address(), "/").withConnections(4);
      LoadReport timed = Load.run(endless.withDuration(Duration.ofMillis(50)));
      assertThat(timed.ending()).isEqualTo(Ending.DURATION);
      assertThat(timed.answered()).isPositive();
      assertThat(timed.failed()).isZero();
      try (Load load = Load.start(endless)) {
        await().until(() -> load.report().answered() > 100);
        assertThat(load.report().ending()).isEqualTo(Ending.NOT_YET);
        load.stop();
        LoadReport report = load.join();
        assertThat(report.ending()).isEqualTo(Ending.STOPPED);
        assertThat(report.inFlight()).isZero();
        assertThat(load.report()).isEqualTo(report);
      }
    }
  }

  @Test
  void whatIsUnderWayWhenItIsClosedStaysUnanswered() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start((head, connection) -> true)) {
      Load load = Load.start(LoadPlan.of(server.address(), "/").withConnections(3));
      await().until(() -> server.requests().size() == 3);
      load.close();
      assertThat(load.join().inFlight()).isEqualTo(3);
      assertThat(load.join().errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLOSED    | ''",
        "CLOSED    | HTTP/1.1 200 OK~Content-Length: 5~~hel",
        "MALFORMED | SSH-2.0~",
        "MALFORMED | HTTP/1.1 204 No Content~~surplus",
      })
  void errorsHaveTheirReasons(LoadError error, String answer) throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start((head, connection) -> {
          ScriptedServer.say(connection, answer.replace("~", "\r\n"));
          return false;
        })) {
      LoadReport report = Load.run(plan(server.address(), 20, 4));
      assertThat(report.errors()).isEqualTo(Map.of(error, 20L));
      assertThat(report.failed()).isEqualTo(20);
    }
  }

  @Test
  void aResetIsOne() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start((head, connection) -> {
          connection.setSoLinger(true, 0);
          return false;
        })) {
      assertThat(Load.run(plan(server.address(), 20, 4)).errors())
          .isEqualTo(Map.of(LoadError.RESET, 20L));
    }
  }

  @Test
  void silenceIsATimeout() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start((head, connection) -> true)) {
      LoadLimits limits = LoadLimits.NONE.withRequests(4).withTimeout(Duration.ofMillis(20));
      LoadPlan plan = LoadPlan.of(server.address(), "/").withConnections(2).withLimits(limits);
      assertThat(Load.run(plan).errors()).isEqualTo(Map.of(LoadError.TIMEOUT, 4L));
    }
  }

  @Test
  void givesUpWhereNobodyIsThere() throws InterruptedException, IOException {
    LoadLimits limits = LoadLimits.NONE.withPatience(Duration.ofMillis(100));
    LoadPlan plan = LoadPlan.of(nobody(), "/").withConnections(2).withLimits(limits);
    LoadReport report = Load.run(plan);
    assertThat(report.ending()).isEqualTo(Ending.NOBODY_THERE);
    assertThat(report.errors()).containsOnlyKeys(LoadError.REFUSED);
  }

  private static InetSocketAddress nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  @Test
  void aConnectionThatIsClosedAfterAnAnswerIsNoError() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.start((head, connection) -> {
          ScriptedServer.say(
              connection, ScriptedServer.OK.replace("Content", "Connection: close\r\nContent"));
          return false;
        })) {
      LoadReport report = Load.run(plan(server.address(), 50, 4));
      assertThat(report.byStatus()).isEqualTo(Map.of(200, 50L));
      assertThat(report.failed()).isZero();
    }
  }

  @Test
  void theKeyGoesWhereItIsWanted() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.OK)) {
      LoadRequest request =
          LoadRequest.get("/a/{key}?k={key}")
              .withMethod("POST")
              .withHeaders(List.of(new Header("Cookie", "id={key}; b")))
              .withBody(LoadBody.ofSize(3));
      LoadPlan plan = plan(server.address(), 2, 1).withRequest(request);
      Load.run(plan.withKeys(Keys.cycle(List.of("ü/1", "x"))));
      assertThat(server.requests())
          .containsExactly(
              expected(server, "%C3%BC%2F1", "\u00c3\u00bc/1"), expected(server, "x", "x"));
    }
  }

  private static String expected(ScriptedServer server, String inPath, String inHeader) {
    return ("POST /a/%s?k=%s HTTP/1.1\r\nHost: %s:%d\r\nCookie: id=%s; b\r\n"
            + "Content-Length: 3\r\n\r\nxxx")
        .formatted(
            inPath, inPath, server.address().getHostString(), server.address().getPort(), inHeader);
  }

  @Test
  void theReplicaIsToldByAHeader() throws InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.saying("HTTP/1.1 204 OK\r\nX-Served-By: seven\r\n\r\n")) {
      LoadPlan plan =
          plan(server.address(), 10, 2).withReplica(new ReplicaName.InHeader("x-served-by"));
      assertThat(Load.run(plan).byReplica()).isEqualTo(Map.of("seven", 10L));
    }
  }

  private static LoadPlan plan(InetSocketAddress target, long requests, int connections) {
    return LoadPlan.of(target, "/home").withRequests(requests).withConnections(connections);
  }
}
