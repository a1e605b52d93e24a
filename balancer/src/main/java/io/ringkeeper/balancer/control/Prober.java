package io.ringkeeper.balancer.control;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringkeeper.balancer.time.Clock;
import java.net.InetSocketAddress;
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

  private final ProbeSettings settings;
  private final Clock clock;
  private final Inbox inbox;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("prober", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
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
    new Probe(target, clock, listener).run(NioSocketChannel::new, loop);
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
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
