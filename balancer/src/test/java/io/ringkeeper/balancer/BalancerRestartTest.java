package io.ringkeeper.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One balancer after the other on an engine whose replicas outlive them. */
class BalancerRestartTest {

  private static final boolean KEEP = true;
  private static final boolean REMOVE = false;

  @TempDir private Path directory;

  private final LastingEngine.World world = new LastingEngine.World();
  private int port;

  @AfterEach
  void end() {
    world.end();
  }

  private Balancer start(boolean onExit) throws Exception {
    Config config =
        Config.load(
            null,
            Map.of(),
            List.of(
                "listen=127.0.0.1:" + port,
                "admin=127.0.0.1:0",
                "replicas=2",
                "drain=100ms",
                "start-timeout=1m"));
    Keeping keeping = new Keeping("web", directory, onExit);
    return Balancer.start(config, keeping, events -> new LastingEngine(world, events));
  }

  private static List<String> names(Balancer balancer) {
    return balancer.table().serving().stream().map(ReplicaHandle::name).toList();
  }

  private static void command(Balancer balancer, String method, String path, String body)
      throws Exception {
    ask(balancer.publicAddress(), method, path, body);
  }

  private static String ask(InetSocketAddress address, String method, String path, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private Path file() {
    return directory.resolve("web.json");
  }

  @Test
  void theNextBalancerGoesOnWithTheVerySameReplicas() throws Exception {
    Balancer first = start(KEEP);
    command(first, "POST", "/add", "{\"n\":2,\"hostnames\":[\"S5\",\"S6\"]}");
    assertThat(file()).content().contains("[1,2,3,4]");
    command(first, "DELETE", "/rm", "{\"n\":1,\"hostnames\":[\"server2\"]}");
    assertThat(file()).content().contains("[1,3,4]");
    Set<Long> generations = world.generations();
    first.stop();
    assertThat(world.generations()).isEqualTo(generations).hasSize(3);

    Balancer second = start(KEEP);
    assertThat(names(second)).containsExactly("server1", "S5", "S6");
    assertThat(world.generations()).isEqualTo(generations);
    second.stop();
  }

  @Test
  void theNextBalancerReplacesWhoIsMissingAndStopsWhoIsNotWanted() throws Exception {
    start(KEEP).stop();
    world.lose(1);
    Files.writeString(file(), "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1,3]}");

    Balancer second = start(KEEP);
    await().until(() -> names(second).size() == 2 && world.running.size() == 2);
    assertThat(world.generations()).doesNotContain(1L, 2L);
    second.stop();
  }

  @Test
  void aWeightOfNoEffectIsShownUntilItCountsOrIsTakenBack() throws Exception {
    start(KEEP).stop();
    Files.writeString(
        file(),
        "{\"version\":2,\"fleet\":\"web\",\"ordinals\":[1,2],\"weights\":{\"1\":4,\"2\":9}}");
    Balancer second = start(KEEP);
    InetSocketAddress admin = second.adminAddress().orElseThrow();
    assertThat(ask(admin, "GET", "/v1/table", ""))
        .containsPattern("server1\",\"weight\":1,.*\"rememberedWeight\":4}")
        .containsPattern("server2\",\"weight\":1,.*\"rememberedWeight\":9}");

    ask(admin, "PUT", "/v1/replicas/server1/weight", "{\"weight\":1}");
    assertThat(ask(admin, "GET", "/v1/table", ""))
        .doesNotContain("\"rememberedWeight\":4")
        .contains("\"rememberedWeight\":9");
    ask(admin, "PUT", "/v1/strategy", "{\"strategy\":\"maglev\"}");
    assertThat(ask(admin, "GET", "/v1/table", ""))
        .contains("server2\",\"weight\":9")
        .doesNotContain("rememberedWeight");
    second.stop();
  }

  @Test
  void nothingIsLeftWhereReplicasAreRemoved() throws Exception {
    start(REMOVE).stop();
    assertThat(world.running).isEmpty();
    assertThat(file()).doesNotExist();

    Balancer second = start(REMOVE);
    assertThat(names(second)).containsExactly("server1", "server2");
    second.stop();
  }

  @Test
  void nothingIsLeftOfAFirstStartThatFails() {
    world.broken.add("server2");

    assertThatThrownBy(() -> start(KEEP))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("server2 could not be started: no such image");
    assertThat(world.running).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aRestartThatFailsDestroysNothing() throws Exception {
    start(KEEP).stop();
    Set<Long> generations = world.generations();
    ServerSocket[] occupied = new ServerSocket[1];
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    world.opening = () -> occupied[0] = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());

    assertThatThrownBy(() -> start(REMOVE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the port is in use");
    occupied[0].close();
    assertThat(world.generations()).isEqualTo(generations);
    assertThat(file()).exists();
  }

  @Test
  void aFirstStartThatIsInterruptedLeavesNothing() throws Exception {
    world.health = 503;
    interruptStart(KEEP);

    assertThat(world.running).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aRestartThatIsInterruptedDoesAsAnEndDoes() throws Exception {
    start(KEEP).stop();
    world.health = 503;
    interruptStart(KEEP);
    assertThat(world.running).hasSize(2);
    interruptStart(REMOVE);
    assertThat(world.running).isEmpty();
    assertThat(file()).doesNotExist();
  }

  /** Interrupts a start of which replicas run, but do not serve. */
  private void interruptStart(boolean onExit) throws Exception {
    CompletableFuture<Balancer> start = new CompletableFuture<>();
    CompletableFuture<Void> opened = new CompletableFuture<>();
    world.opening = () -> opened.complete(null);
    Thread starting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                start.complete(start(onExit));
              } catch (Exception e) {
                start.completeExceptionally(e);
              }
            });
    opened.get();
    await().until(() -> world.running.size() == 2);
    starting.interrupt();
    assertThatThrownBy(start::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void oneFleetHasOneBalancer() throws Exception {
    Balancer first = start(KEEP);

    assertThatThrownBy(() -> start(KEEP))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("fleet 'web' is kept by another balancer already");
    assertThat(names(first)).hasSize(2);
    first.stop();
  }

  @Test
  void saysWhyTheEngineCannotBeUsed() {
    world.opening =
        () -> {
          throw new EngineException("Docker does not answer");
        };

    assertThatThrownBy(() -> start(KEEP))
        .isInstanceOf(StartException.class)
        .hasMessage("Docker does not answer");
  }
}
