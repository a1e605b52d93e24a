package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the balancer ends, its replicas end with it; when it is asked, in order. */
class ShutdownIT {

  private static final byte[] SLOW = "worth waiting for".getBytes(UTF_8);

  private final Figures orphans =
      new Figures("kill -9 of the balancer: no child alive", Duration.ofSeconds(2));

  @Test
  void noReplicaOutlivesABalancerThatIsKilled() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      assertThat(balancer.everyChild()).hasSizeGreaterThanOrEqualTo(3);
      long start = System.nanoTime();
      balancer.signal("KILL");
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(orphans.bound())
          .until(() -> balancer.everyChild().isEmpty());
      orphans.since(start);
      orphans.print();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsItInOrder(String signal) {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      balancer.signal(signal);
      assertThat(balancer.program().awaitEnd())
          .satisfies(
              ended -> assertThat(ended.code()).isZero(),
              ended -> assertThat(ended.out()).contains("server1 is gone").contains("Stopped"),
              ended -> assertThat(ended.err()).isEmpty());
      assertThat(balancer.everyChild()).isEmpty();
    }
  }

  @Test
  void aSignalDuringTheStartEndsItAtOnce() {
    String mark = "MARK=" + UUID.randomUUID();
    List<String> command = new ArrayList<>(List.of("run"));
    for (String setting :
        List.of(
            "listen=127.0.0.1:0",
            "admin=off",
            "process.env." + mark,
            "process.command=sleep,1000",
            "start-timeout=1h")) {
      command.addAll(List.of("--set", setting));
    }
    try (Program program = Program.start(Map.of(), command)) {
      await().atMost(Program.LIMIT).until(() -> Proc.withVariable(mark).size() >= 3);
      Proc.signal("TERM", program.handle().pid());
      program.awaitEnd();
      await().atMost(Program.LIMIT).until(() -> Proc.withVariable(mark).isEmpty());
    }
  }

  @Test
  void aSignalWhileTheDockerEngineDoesNotAnswerIsNoFailure(@TempDir Path state) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>(List.of("run"));
      for (String setting :
          List.of(
              "listen=127.0.0.1:0",
              "admin=off",
              "engine=docker",
              "docker.host=tcp://127.0.0.1:" + silent.getLocalPort(),
              "state-dir=" + state)) {
        command.addAll(List.of("--set", setting));
      }
      try (Program program = Program.start(Map.of(), command);
          Socket _ = silent.accept()) {
        Proc.signal("TERM", program.handle().pid());
        assertThat(program.awaitEnd().code()).isZero();
      }
    }
  }

  /** A replica that answers {@code /slow} when it is let go. */
  private record Slow(CountDownLatch asked, CountDownLatch letGo) {
    Slow() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    void answer(HttpExchange exchange) throws IOException {
      if (exchange.getRequestURI().getPath().equals("/slow")) {
        asked.countDown();
        awaitOrFail(letGo);
      }
      exchange.sendResponseHeaders(200, SLOW.length);
      exchange.getResponseBody().write(SLOW);
      exchange.close();
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(Program.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void requestsAtWorkAreFinishedFirst() throws Exception {
    Slow slow = new Slow();
    try (StaticReplica replica = new StaticReplica(slow::answer);
        RunningBalancer balancer =
            RunningBalancer.start(replica.settings("drain=30s")).awaitServing()) {
      var answer = CompletableFuture.supplyAsync(() -> Web.get(balancer.address(), "/slow"));
      awaitOrFail(slow.asked);
      balancer.signal("TERM");
      balancer.program().awaitOut("Stopping");
      assertThat(balancer.program().handle().isAlive()).isTrue();
      assertThat(answer).isNotDone();
      slow.letGo.countDown();
      assertThat(answer.get(30, TimeUnit.SECONDS))
          .returns(200, HttpResponse::statusCode)
          .returns("worth waiting for", HttpResponse::body);
      assertThat(balancer.program().awaitEnd().code()).isZero();
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() {
    Slow slow = new Slow();
    try (StaticReplica replica = new StaticReplica(slow::answer);
        RunningBalancer balancer =
            RunningBalancer.start(replica.settings("drain=1h")).awaitServing()) {
      var answer = CompletableFuture.supplyAsync(() -> Web.get(balancer.address(), "/slow"));
      awaitOrFail(slow.asked);
      balancer.signal("TERM");
      balancer.program().awaitOut("Stopping");
      balancer.signal("TERM");
      assertThat(balancer.program().awaitEnd().code()).isEqualTo(128 + 15);
      slow.letGo.countDown();
      assertThat(answer).failsWithin(Program.LIMIT);
    }
  }
}
