package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import java.net.InetSocketAddress;

/** One replica of the simulated world. */
final class SimProcess {

  enum Life {
    /** The engine is at it. */
    LAUNCHING,
    /** It runs, and does not listen yet. */
    BOOTING,
    UP,
    HUNG,
    DEAD
  }

  final ReplicaSpec spec;

  /** Whether it does not exit, however often it is asked, while there are faults. */
  final boolean stubborn;

  Life life = Life.LAUNCHING;

  /** Whether the engine of the present balancer has started or found it. */
  boolean known = true;

  /** Whether nothing is left of it, not even a dead container. */
  boolean gone;

  /** Whether the present balancer found another one with this ordinal, and keeps that. */
  boolean second;

  SimProcess(ReplicaSpec spec, boolean stubborn) {
    this.spec = spec;
    this.stubborn = stubborn;
  }

  /** An address of its own; the fleet only passes it on. */
  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("replica", (int) (spec.generation() % 65536));
  }

  boolean holds(int ordinal) {
    return spec.ordinal() == ordinal && known && !second;
  }

  Survivor survivor() {
    return new Survivor(spec.ordinal(), spec.generation(), spec.name(), alive() ? address() : null);
  }

  boolean alive() {
    return life != Life.DEAD;
  }

  @Override
  public String toString() {
    return spec.name() + "#" + spec.generation() + " " + life;
  }
}
