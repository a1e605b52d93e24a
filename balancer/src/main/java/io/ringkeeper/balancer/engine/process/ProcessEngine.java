package io.ringkeeper.balancer.engine.process;

import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas are child processes of this one, each on a loopback port of its own and in a process
 * group of its own. None outlives this process, however it ends: see {@code replica.sh}.
 *
 * <p>One daemon thread owns all state; every call and every exit is a task of it, so that a stop
 * always finds what the start before it made. The events are reported from that thread. What the
 * replicas print goes to the logger {@code replica}, each line after the replica's name.
 */
public final class ProcessEngine implements Engine {

  private static final Logger OUTPUT = LoggerFactory.getLogger("replica");

  /** SIGKILL takes effect in microseconds; only a process stuck in the kernel takes longer. */
  private static final int CLOSE_LIMIT_SECONDS = 5;

  private static final int PUMP_STACK_BYTES = 256 * 1_024;

  private final ProcessSettings settings;
  private final EngineEvents events;
  private final Launcher launcher;
  private final PortPool ports;
  private final Map<Long, Child> children = new HashMap<>();
  private boolean closed;

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("process-engine").factory(), new DiscardPolicy());

  public ProcessEngine(ProcessSettings settings, EngineEvents events, Clock clock) {
    this.settings = settings;
    this.events = events;
    this.launcher = new Launcher(settings, System.getenv());
    int offset = ThreadLocalRandom.current().nextInt(65_536);
    this.ports = new PortPool(settings.firstPort(), settings.lastPort(), offset, clock);
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Finds nothing: no replica outlives its balancer. */
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
    return false;
  }

  @Override
  public void start(ReplicaSpec spec) {
    thread.execute(() -> spawn(spec));
  }

  @Override
  public void stop(long generation, Duration grace) {
    thread.execute(() -> end(generation, grace));
  }

  /**
   * Kills all replicas and waits until they are gone, 5 s at most. Their exits are reported; what
   * is asked after this is not answered.
   */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    var gone = new CompletableFuture<Void>();
    thread.execute(() -> killAll(gone));
    try {
      gone.orTimeout(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS).exceptionally(late -> null).join();
    } finally {
      thread.shutdown();
    }
  }

  private void spawn(ReplicaSpec spec) {
    if (closed) {
      events.startFailed(spec.generation(), "the engine is closing");
      return;
    }
    OptionalInt port = ports.take();
    if (port.isEmpty()) {
      events.startFailed(
          spec.generation(), "no free port in " + settings.firstPort() + "-" + settings.lastPort());
      return;
    }
    Process process;
    try {
      process = launcher.launch(spec, port.getAsInt());
    } catch (IOException | RuntimeException e) {
      ports.release(port.getAsInt());
      events.startFailed(spec.generation(), String.valueOf(e.getMessage()));
      return;
    }
    CompletableFuture<Void> reported =
        process.onExit().thenRunAsync(() -> exited(spec.generation()), thread);
    children.put(spec.generation(), new Child(process, port.getAsInt(), reported));
    pump(spec.name(), process);
    events.started(spec.generation(), new InetSocketAddress(Launcher.HOST, port.getAsInt()));
  }

  /** Not a virtual thread: reading from a pipe would hold its carrier all the same. */
  private static void pump(String name, Process process) {
    var pump = new OutputPump(process.getInputStream(), line -> OUTPUT.info("[{}] {}", name, line));
    Thread.ofPlatform().daemon().name("output-" + name).stackSize(PUMP_STACK_BYTES).start(pump);
  }

  private void end(long generation, Duration grace) {
    Child child = children.get(generation);
    if (child == null) {
      events.exited(generation, "not running");
    } else if (grace.isZero() || grace.isNegative()) {
      child.kill();
    } else {
      child.terminate(thread.schedule(child::kill, grace.toNanos(), TimeUnit.NANOSECONDS));
    }
  }

  private void exited(long generation) {
    Child child = children.remove(generation);
    if (child != null) {
      ports.release(child.port());
      events.exited(generation, child.bury());
    }
  }

  private void killAll(CompletableFuture<Void> gone) {
    closed = true;
    List<Child> dying = List.copyOf(children.values());
    dying.forEach(Child::kill);
    var _ =
        CompletableFuture.allOf(
                dying.stream().map(Child::reported).toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> gone.complete(null));
  }
}
