package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import io.ringkeeper.hashing.RingShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes tables one from the other, and compares each with a fresh one of the same members. */
final class SimTable {

  private static final RoutingTable EMPTY = RoutingTable.empty(FleetDriver.SETTINGS.strategy());

  private final Handles handles = new Handles();
  private RoutingTable table = EMPTY;

  void publish(List<Position> positions) {
    List<Member> members = handles.publish(positions);
    table = table.next(members);
    RoutingTable fresh = EMPTY.next(members);
    if (table.lookup().digest() != fresh.lookup().digest()
        || !table.lookup().equals(fresh.lookup())) {
      throw new AssertionError("history shows in " + table.lookup() + " unlike " + fresh.lookup());
    }
    for (int key = 0; key < RingShape.mission().slots(); key++) {
      ReplicaHandle chosen = table.choose(key, new Tried());
      same(chosen, fresh.choose(key, new Tried()), key);
      if (chosen != null && chosen.retired()) {
        throw new AssertionError("key " + key + " goes to " + chosen + ", which is retired");
      }
    }
    handles.retireUnpublished();
  }

  private static void same(@Nullable ReplicaHandle one, @Nullable ReplicaHandle other, int key) {
    if (one != other) {
      throw new AssertionError("key " + key + " goes to " + one + " but should go to " + other);
    }
  }
}
