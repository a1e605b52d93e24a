package io.ringkeeper.balancer.engine.fixed;

import io.ringkeeper.balancer.config.Address;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Replicas that somebody else runs, each at an address that the operator wrote down. To start one
 * is to look its address up, to stop one is to let it go; nothing is done to the replica itself.
 * Events are reported from threads of the engine.
 */
public final class FixedEngine implements Engine {

  private final Map<Integer, Address> addresses;
  private final EngineEvents events;
  private final Map<Long, CompletableFuture<Void>> starts = new HashMap<>();

  /** Names are looked up by blocking calls of unknown length, each on a thread of its own. */
  private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

  /** Takes the addresses by their ordinals. */
  public FixedEngine(Map<Integer, Address> addresses, EngineEvents events) {
    this.addresses = Map.copyOf(addresses);
    this.events = events;
  }

  /** Finds nothing: nobody else speaks for these replicas. */
  @Override
  public List<Survivor> open() {
    return List.of();
  }

  @Override
  public boolean scales() {
    return false;
  }

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public void start(ReplicaSpec spec) {
    starts.put(spec.generation(), CompletableFuture.runAsync(() -> resolve(spec), lookups));
  }

  /** Takes effect at once, except that it waits for a look-up under way to be reported first. */
  @Override
  public void stop(long generation, Duration grace) {
    CompletableFuture<Void> start = starts.remove(generation);
    if (start == null) {
      start = CompletableFuture.completedFuture(null);
    }
    var _ = start.thenRunAsync(() -> events.exited(generation, "let go"), lookups);
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  private void resolve(ReplicaSpec spec) {
    Address address = addresses.get(spec.ordinal());
    if (address == null) {
      events.startFailed(
          spec.generation(),
          "no address for replica %d: static.replicas has %d"
              .formatted(spec.ordinal(), addresses.size()));
      return;
    }
    InetSocketAddress resolved = address.resolve();
    if (resolved.isUnresolved()) {
      events.startFailed(spec.generation(), "unknown host: " + resolved.getHostString());
    } else {
      events.started(spec.generation(), resolved);
    }
  }
}
