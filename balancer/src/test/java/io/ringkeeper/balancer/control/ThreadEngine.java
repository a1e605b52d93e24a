package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An engine whose replicas are sockets of this process. */
final class ThreadEngine implements Engine {

  private final EngineEvents events;
  private final Map<Long, ProbeServer> replicas = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> exhausting = ConcurrentHashMap.newKeySet();

  ThreadEngine(EngineEvents events) {
    this.events = events;
  }

  int running() {
    return replicas.size();
  }

  /** Throws when it is to start a replica of this name. */
  void refuse(String name) {
    refused.add(name);
  }

  /** Fails as a JVM does that gets no more threads when it is to start a replica of this name. */
  void exhaust(String name) {
    exhausting.add(name);
  }

  void crash(long generation) {
    end(generation, "exit code 137");
  }

  @Override
  public List<Survivor> open() {
    return List.of();
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
    if (refused.contains(spec.name())) {
      throw new IllegalStateException("no " + spec.name() + " here");
    }
    if (exhausting.contains(spec.name())) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    try {
      ProbeServer server = new ProbeServer(ProbeServer.OK);
      replicas.put(spec.generation(), server);
      events.started(spec.generation(), server.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop(long generation, Duration grace) {
    end(generation, "exit code 0");
  }

  private void end(long generation, String reason) {
    ProbeServer server = replicas.remove(generation);
    if (server != null) {
      server.close();
    }
    events.exited(generation, reason);
  }

  @Override
  public void close() {
    replicas.values().forEach(ProbeServer::close);
    replicas.clear();
  }
}
