package io.ringkeeper.balancer.control;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringkeeper.balancer.time.Clock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks every watched replica again and again whether it serves: all of them in parallel, each one
 * probe at a time over a fresh connection, on an event loop that carries no traffic. Results go to
 * the {@link Inbox}.
 *
 * <p>{@link #watch} and {@link #unwatch} are for the control thread only.
 */
public final class Prober implements AutoCloseable {

  /** An answer to a heartbeat is seldom longer. */
  private static final int BUFFER_BYTES = 2048;

  private final ProbeSettings settings;
  private final Clock clock;
  private final Inbox inbox;
  private final IoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("prober", true), NioIoHandler.newFactory());
  private final IoEventLoop loop = group.next();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Map<Long, Heartbeat> heartbeats = new HashMap<>();

  public Prober(ProbeSettings settings, Clock clock, Inbox inbox) {
    this.settings = settings;
    this.clock = clock;
    this.inbox = inbox;
  }

  /** Probes a replica from now on; if it is probed already, changes the pace. */
  void watch(long generation, InetSocketAddress address, Pace pace) {
    Heartbeat known = heartbeats.get(generation);
    if (known != null) {
      known.pace(pace);
      return;
    }
    Probe.Target target = Probe.Target.of(address, settings);
    Heartbeat heartbeat =
        new Heartbeat(generation, pace, settings, inbox, loop, done -> probe(target, done));
    heartbeats.put(generation, heartbeat);
    loop.execute(heartbeat::beat);
  }

  private void probe(Probe.Target target, Probe.Listener listener) {
    new Probe(target, buffer, clock, listener).run(SocketChannel::open, loop);
  }

  /** Nothing is reported about this replica once this has returned. */
  void unwatch(long generation) {
    Heartbeat heartbeat = heartbeats.remove(generation);
    if (heartbeat != null) {
      heartbeat.end();
    }
  }

  /** Ends all probes. */
  @Override
  public void close() {
    // Without a moment of quiet the loop may end past a probe that has just begun.
    var _ = group.shutdownGracefully(50, 1000, TimeUnit.MILLISECONDS);
  }
}
