package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.ReplicaSpec;
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

  SimProcess(ReplicaSpec spec, boolean stubborn) {
    this.spec = spec;
    this.stubborn = stubborn;
  }

  /** An address of its own; the fleet only passes it on. */
  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("replica", (int) (spec.generation() % 65536));
  }

  boolean alive() {
    return life != Life.DEAD;
  }

  @Override
  public String toString() {
    return spec.name() + "#" + spec.generation() + " " + life;
  }
}
