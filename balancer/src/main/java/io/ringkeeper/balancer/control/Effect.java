package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.event.Level;

/**
 * What the fleet wants done in the world. Somebody else carries it out; what comes of it returns as
 * an {@link Event}.
 */
sealed interface Effect {

  /** What makes the routing table from now on. Always the first effect of a step. */
  record Publish(Strategy strategy, List<Position> positions) implements Effect {}

  record Start(ReplicaSpec spec) implements Effect {}

  /** To be repeated until the engine reports the exit. A grace of zero kills. */
  record Stop(long generation, Duration grace) implements Effect {}

  /** Probe this replica from now on, or change the pace at which it is probed. */
  record Watch(long generation, InetSocketAddress address, Pace pace) implements Effect {}

  record Unwatch(long generation) implements Effect {}

  /** Let this replica finish what it has in flight; ends in {@link Event.Drained}. */
  record Drain(long generation) implements Effect {}

  /** What is wanted from now on, for the next balancer; comes before any reply. */
  record Remember(Remembered content) implements Effect {}

  record Reply(long command, Outcome outcome) implements Effect {}

  /** A sentence for the log. */
  record Announce(Level level, String sentence) implements Effect {}
}
