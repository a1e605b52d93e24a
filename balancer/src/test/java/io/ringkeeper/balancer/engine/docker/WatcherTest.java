package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a watcher makes of an engine's answers, which this test gives itself. */
class WatcherTest {

  private final AtomicInteger lists = new AtomicInteger();
  private final Queue<Happening> seen = new ConcurrentLinkedQueue<>();
  private HttpServer engine;
  private DockerClients clients;
  private Watcher watcher;
  private volatile List<String> events = List.of();
  private volatile int status = 200;

  @BeforeEach
  void begin() throws IOException, ConfigException {
    engine = HttpServer.create(new InetSocketAddress(Addresses.LOOPBACK, 0), 0);
    engine.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    engine.createContext("/", this::answer);
    engine.start();
    Endpoint endpoint =
        new Endpoint("tcp://127.0.0.1:" + engine.getAddress().getPort(), Optional.empty());
    DockerConfig docker = Config.load(null, Map.of(), List.of("docker.list-interval=1h")).docker();
    clients = new DockerClients(endpoint, null);
    watcher =
        new Watcher(
            clients,
            new DockerApi(clients, "fleet", docker),
            new DockerSettings("fleet", endpoint, docker, Duration.ofSeconds(9)),
            Clock.system(),
            seen::add,
            (begun, containers) -> lists.incrementAndGet());
  }

  @AfterEach
  void end() {
    watcher.close();
    engine.stop(0);
    clients.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean asksEvents = exchange.getRequestURI().getPath().endsWith("/events");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(asksEvents ? status : 200, 0);
    String body = asksEvents ? String.join("\n", events) + "\n" : "[]";
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.getResponseBody().flush();
    if (!asksEvents || status != 200) {
      exchange.close();
    }
  }

  private static String death(String id, long nanos) {
    return """
    {"Type":"container","Action":"die","Actor":{"ID":"%s","Attributes":{}},"timeNano":%d}\
    """
        .formatted(id, nanos);
  }

  /** Engines tell what happens at once in any order, and their clocks may be set back. */
  @Test
  void noEventIsLostBecauseALaterOneCameFirst() {
    events = List.of(death("a", 3_000_000_002L), death("b", 3_000_000_001L), death("c", 5L));
    watcher.start();
    await()
        .untilAsserted(
            () -> assertThat(seen).extracting(Happening::id).containsExactly("a", "b", "c"));
  }

  /** Without a wish of somebody, there is one try for each pause, and the pauses grow. */
  @Test
  void anEngineWithoutEventsIsAskedLessAndLessOften() {
    status = 500;
    watcher.start();
    await().until(() -> lists.get() >= 2);
    await().during(Duration.ofSeconds(2)).until(() -> lists.get() < 10);
  }
}
