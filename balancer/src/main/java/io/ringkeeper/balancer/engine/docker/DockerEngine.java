package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas are containers of a Docker engine, labelled with what they are; they outlive the
 * balancer, and the next one finds them by their labels.
 *
 * <pre>
 *  control ──► engine's thread ──► workers ──► Docker engine
 *                  ▲  ▲               │            │
 *                  │  └── outcomes ───┘            │
 *                  └───────── Watcher ◄────────────┘ events, lists
 * </pre>
 *
 * <p>One daemon thread owns all state, which is {@link Replicas}. Everything that waits for the
 * Docker engine is done by others, whose outcomes are tasks of that thread; so nobody waits for an
 * engine that hangs.
 */
public final class DockerEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LOOK = Duration.ofMillis(20);

  private final DockerSettings settings;
  private final EngineEvents events;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Threads threads = new Threads();
  private @Nullable Parts parts;
  private boolean closed;

  /** What there is once the engine's address has proved to be one. */
  private record Parts(
      DockerClients clients, Provisions provisions, Replicas replicas, Watcher watcher) {}

  /** Takes the environment of the process, which shows whether it runs in a container. */
  public DockerEngine(
      DockerSettings settings, EngineEvents events, Clock clock, Map<String, String> environment) {
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public List<Survivor> open() throws EngineException {
    Endpoint endpoint = settings.endpoint();
    if (!DockerConfig.isHost(endpoint.host())) {
      throw new EngineException(
          "DOCKER_HOST '%s' is neither unix:///path nor tcp://host:port".formatted(endpoint));
    }
    DockerClients clients = new DockerClients(endpoint, TlsFiles.context(endpoint.certificates()));
    DockerApi api = new DockerApi(clients, settings.fleet(), settings.docker());
    Provisions provisions = new Provisions(api, settings.docker());
    Replicas replicas =
        new Replicas(settings, events, clock, threads, api, provisions, this::doubt);
    Observations observations = new Observations(replicas, new Strays(clock, settings.fleet()));
    Watcher watcher =
        new Watcher(
            clients,
            api,
            settings,
            clock,
            happening -> threads.tell(() -> observations.seen(happening)),
            (begun, containers) -> threads.tell(() -> observations.listed(begun, containers)));
    parts = new Parts(clients, provisions, replicas, watcher);
    List<Found> found = new Opening(settings, clients, api, provisions, environment).run();
    List<Survivor> survivors = adopt(found, replicas);
    watcher.start();
    return survivors;
  }

  private List<Survivor> adopt(List<Found> found, Replicas replicas) {
    List<Survivor> survivors = new ArrayList<>();
    Set<Long> generations = new HashSet<>();
    for (Found container : found) {
      OptionalLong ordinal = Labels.ordinal(container.labels());
      OptionalLong generation = Labels.generation(container.labels());
      if (ordinal.isEmpty() || generation.isEmpty() || !generations.add(generation.getAsLong())) {
        LOG.warn("Container '{}' has labels that are none of ours: left alone", container.name());
        continue;
      }
      threads.tell(() -> replicas.adopt(generation.getAsLong(), container));
      survivors.add(
          new Survivor(
              (int) ordinal.getAsLong(),
              generation.getAsLong(),
              container.name(),
              container.serving()));
    }
    return survivors;
  }

  private void doubt() {
    Parts opened = parts;
    if (opened != null) {
      opened.watcher().look();
    }
  }

  @Override
  public boolean scales() {
    return true;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void start(ReplicaSpec spec) {
    Replicas replicas = replicas();
    threads.tell(() -> replicas.start(spec));
  }

  @Override
  public void stop(long generation, Duration grace) {
    Replicas replicas = replicas();
    threads.tell(() -> replicas.stop(generation, grace));
  }

  private Replicas replicas() {
    Parts opened = parts;
    if (opened == null) {
      throw new IllegalStateException("not opened");
    }
    return opened.replicas();
  }

  /**
   * Leaves the replicas at work. What is half-done is brought to an end, for 10 s at most; where no
   * replica is left, the network that was made for them goes too.
   */
  @Override
  public void close() {
    Parts opened = parts;
    if (closed || opened == null) {
      threads.close();
      return;
    }
    closed = true;
    CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    threads.tell(() -> {
      opened.replicas().close();
      settle(opened.replicas(), quiet);
    });
    boolean empty =
        quiet.completeOnTimeout(false, CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS).join();
    opened.watcher().close();
    threads.close();
    if (empty) {
      opened.provisions().removeNetwork();
    }
    opened.clients().close();
  }

  /** Done when no work is under way; true if no replica is left then. */
  private void settle(Replicas replicas, CompletableFuture<Boolean> quiet) {
    if (replicas.isBusy()) {
      threads.later(CLOSE_LOOK, () -> settle(replicas, quiet));
    } else {
      quiet.complete(replicas.isEmpty());
    }
  }
}
