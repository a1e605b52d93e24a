package io.ringkeeper.balancer.engine.docker;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One start of a replica. For the engine's thread only.
 *
 * <pre>
 *   LAUNCHING ── launched ──► RUNNING ── died, stopped ──► ENDING ── removed ──► (forgotten)
 *       └── failed, stopped, late ──────────────────────────▲
 *                               LEFT ── stopped ────────────┘
 * </pre>
 *
 * <p>What its caller is owed is apart from these: one answer to its start, and one to being stopped
 * or to its unforeseen end.
 */
final class Replica {

  enum Phase {
    /** A worker makes its container. */
    LAUNCHING,
    /** It runs. */
    RUNNING,
    /** An earlier balancer has left it, and it does not run. */
    LEFT,
    /** A worker removes its container, if there is one. */
    ENDING
  }

  final long generation;
  final String name;

  /** Null for what an earlier balancer has started. */
  final @Nullable Attempt attempt;

  Phase phase;

  /** Its container; null while that is not known. */
  @Nullable String id;

  /** Where it listens, if it runs. */
  @Nullable InetSocketAddress address;

  /** Since when it is known to run, by our own clock. */
  long runningSince;

  boolean startOwed;
  boolean exitOwed;

  /** Why it ends. */
  String why = "stopped";

  boolean outOfMemory;
  boolean reportedBroken;
  boolean beingKilled;

  /** While it is launched: which container of it has died already, and how. */
  @Nullable String diedId;

  @Nullable String died;

  private Replica(long generation, String name, @Nullable Attempt attempt, Phase phase) {
    this.generation = generation;
    this.name = name;
    this.attempt = attempt;
    this.phase = phase;
  }

  static Replica launching(long generation, String name, Attempt attempt) {
    Replica replica = new Replica(generation, name, attempt, Phase.LAUNCHING);
    replica.startOwed = true;
    return replica;
  }

  static Replica adopted(long generation, Found found, long nowNanos) {
    Phase phase = found.serving() != null ? Phase.RUNNING : Phase.LEFT;
    Replica replica = new Replica(generation, found.name(), null, phase);
    replica.id = found.id();
    replica.address = found.serving();
    replica.runningSince = nowNanos;
    return replica;
  }

  void runs(String id, InetSocketAddress address, long nowNanos) {
    this.phase = Phase.RUNNING;
    this.id = id;
    this.address = address;
    this.runningSince = nowNanos;
    this.startOwed = false;
  }
}
