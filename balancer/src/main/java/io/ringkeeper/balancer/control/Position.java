package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Health;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One position of the published table.
 *
 * @param weight how many keys it is to have in proportion to the others
 * @param ramp how many percent of its keys it takes yet
 * @param address null exactly while {@link Health#DOWN}
 */
record Position(
    int ordinal,
    long generation,
    String name,
    int weight,
    int ramp,
    @Nullable InetSocketAddress address,
    Health health) {

  Position {
    if ((health == Health.DOWN) != (address == null)) {
      throw new IllegalArgumentException(name + " is " + health + " at " + address);
    }
  }

  /** The position that a replica holds in the table: none unless it is committed and wanted. */
  static @Nullable Position of(Replica replica, int weight, int ramp) {
    if (!replica.active() || !replica.committed()) {
      return null;
    }
    return switch (replica.state()) {
      case ReplicaState.Serving serving ->
          at(replica, weight, ramp, serving.address(), Health.SERVING);
      case ReplicaState.Suspect suspect ->
          at(replica, weight, ramp, suspect.address(), Health.SUSPECT);
      case ReplicaState.Starting _, ReplicaState.Dead _ ->
          at(replica, weight, ramp, null, Health.DOWN);
    };
  }

  private static Position at(
      Replica replica, int weight, int ramp, @Nullable InetSocketAddress address, Health health) {
    return new Position(
        replica.ordinal(), replica.generation(), replica.name(), weight, ramp, address, health);
  }
}
