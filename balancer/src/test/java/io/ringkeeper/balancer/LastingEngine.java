package io.ringkeeper.balancer;

import com.sun.net.httpserver.HttpServer;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An engine whose replicas are sockets of this process, and stay when it is closed. */
record LastingEngine(World world, EngineEvents events) implements Engine {

  /** What outlives engines. */
  static final class World {
    final Map<Long, Running> running = new ConcurrentSkipListMap<>();

    /** Names of replicas that cannot be started. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** What replicas answer to probes from now on. */
    volatile int health = 200;

    /** Happens whenever an engine is opened. */
    volatile Opening opening = () -> {};

    Set<Long> generations() {
      return Set.copyOf(running.keySet());
    }

    void lose(long generation) {
      Running replica = running.remove(generation);
      if (replica != null) {
        replica.server().stop(0);
      }
    }

    void end() {
      running.values().forEach(replica -> replica.server().stop(0));
    }
  }

  @FunctionalInterface
  interface Opening {
    void run() throws EngineException, IOException;
  }

  record Running(ReplicaSpec spec, HttpServer server) {
    Survivor survivor() {
      return new Survivor(spec.ordinal(), spec.generation(), spec.name(), server.getAddress());
    }
  }

  @Override
  public List<Survivor> open() throws EngineException {
    try {
      world.opening.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return world.running.values().stream().map(Running::survivor).toList();
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
    if (world.broken.contains(spec.name())) {
      events.startFailed(spec.generation(), "no such image");
      return;
    }
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(any, 64);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(world.health, -1);
            exchange.close();
          });
      server.start();
      world.running.put(spec.generation(), new Running(spec, server));
      events.started(spec.generation(), server.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop(long generation, Duration grace) {
    world.lose(generation);
    events.exited(generation, "exit code 0");
  }

  @Override
  public void close() {}
}
