package io.ringkeeper.balancer.engine.fixed;

import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Replicas that somebody else runs, each at an address that the operator wrote down: the first is
 * ordinal 1. To start one is to look its address up, to stop one is to let it go; nothing is done
 * to the replica itself. Events are reported from threads of the engine.
 */
public final class FixedEngine implements Engine {

  private final List<InetSocketAddress> unresolved;
  private final EngineEvents events;
  private final Map<Long, CompletableFuture<Void>> starts = new HashMap<>();

  /** Names are looked up by blocking calls of unknown length, each on a thread of its own. */
  private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Takes the addresses in the order of their ordinals, each {@code host:port}.
   *
   * @throws IllegalArgumentException naming the one that is no such thing
   */
  public FixedEngine(List<String> addresses, EngineEvents events) {
    this.unresolved = addresses.stream().map(FixedEngine::parse).toList();
    this.events = events;
  }

  @Override
  public boolean scales() {
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
    if (spec.ordinal() > unresolved.size()) {
      events.startFailed(
          spec.generation(),
          "no address for replica %d: static.replicas has %d"
              .formatted(spec.ordinal(), unresolved.size()));
      return;
    }
    InetSocketAddress wanted = unresolved.get(spec.ordinal() - 1);
    var address = new InetSocketAddress(wanted.getHostString(), wanted.getPort());
    if (address.isUnresolved()) {
      events.startFailed(spec.generation(), "unknown host: " + wanted.getHostString());
    } else {
      events.started(spec.generation(), address);
    }
  }

  /** Of {@code 10.0.0.1:80}, {@code name:80} or {@code [::1]:80}. */
  private static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    String port = text.substring(colon + 1);
    boolean known =
        port.matches("[0-9]{1,5}") && !host.isBlank() && (bracketed || !host.contains(":"));
    if (known) {
      int number = Integer.parseInt(port);
      if (number >= 1 && number <= 65_535) {
        return InetSocketAddress.createUnresolved(host, number);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address: write host:port, the port from 1 to 65535");
  }
}
