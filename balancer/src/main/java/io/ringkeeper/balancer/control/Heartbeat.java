package io.ringkeeper.balancer.control;

import io.netty.channel.EventLoop;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The probes of one replica, one after the other. {@link #beat} and what follows from it runs on
 * the event loop; {@link #pace} and {@link #end} may be called from the control thread.
 */
final class Heartbeat {

  private static final double JITTER = 0.1;

  private final long generation;
  private final ProbeSettings settings;
  private final Inbox inbox;
  private final EventLoop loop;
  private final Consumer<Probe.Listener> probe;
  private volatile Pace pace;
  private boolean ended;

  Heartbeat(
      long generation,
      Pace pace,
      ProbeSettings settings,
      Inbox inbox,
      EventLoop loop,
      Consumer<Probe.Listener> probe) {
    this.generation = generation;
    this.pace = pace;
    this.settings = settings;
    this.inbox = inbox;
    this.loop = loop;
    this.probe = probe;
  }

  /** Takes effect after the probe that is due next. */
  void pace(Pace next) {
    pace = next;
  }

  /** Nothing is reported once this has returned. */
  synchronized void end() {
    ended = true;
  }

  void beat() {
    if (!hasEnded()) {
      probe.accept(this::probed);
    }
  }

  private void probed(Probe.Result result, long tookNanos) {
    if (report(result)) {
      double jitter = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
      long interval = (long) (settings.interval(pace).toNanos() * jitter);
      var _ = loop.schedule(this::beat, Math.max(0, interval - tookNanos), TimeUnit.NANOSECONDS);
    }
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  /** Whether the heartbeat goes on. */
  private synchronized boolean report(Probe.Result result) {
    if (ended) {
      return false;
    }
    switch (result) {
      case Probe.Passed _ -> inbox.probePassed(generation);
      case Probe.Failed failed -> inbox.probeFailed(generation, failed.why());
      case Probe.Inconclusive _ -> {}
    }
    return true;
  }
}
