package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes tables one from the other, and compares each with a fresh one of the same members. */
final class SimTable {

  private final Handles handles = new Handles(1);
  private RoutingTable table;

  SimTable(Strategy strategy) {
    table = RoutingTable.empty(strategy);
  }

  void publish(Effect.Publish publish) {
    RoutingTable before = table;
    Handles.Next next = handles.next(publish.positions());
    handles.publish(next);
    table = before.next(publish.strategy(), next.members());
    if (!table.lookup().equals(before.lookup())) {
      RoutingTable fresh =
          RoutingTable.empty(publish.strategy()).next(publish.strategy(), next.members());
      if (table.lookup().digest() != fresh.lookup().digest()
          || !table.lookup().equals(fresh.lookup())) {
        throw new AssertionError("history shows in " + table.lookup());
      }
    }
    boolean onlyRamps =
        table.lookup().equals(before.lookup()) && unramped(table).equals(unramped(before));
    Tried nothing = new Tried(0);
    for (int key = 0; key < RingShape.mission().slots(); key++) {
      ReplicaHandle chosen = table.choose(key, nothing);
      if (chosen != null && chosen.retired()) {
        throw new AssertionError("key " + key + " goes to " + chosen + ", which is retired");
      }
      ReplicaHandle earlier = before.choose(key, nothing);
      if (onlyRamps && chosen != earlier && !(ramp(table, chosen) > ramp(before, chosen))) {
        throw new AssertionError(
            "key %d moves from %s to %s, whose ramp has not grown".formatted(key, earlier, chosen));
      }
    }
    checkRamps();
    handles.retireUnpublished();
  }

  private static List<Member> unramped(RoutingTable table) {
    return table.members().stream()
        .map(m -> new Member(m.ordinal(), m.weight(), m.health(), m.handle()))
        .toList();
  }

  private static int ramp(RoutingTable table, @Nullable ReplicaHandle handle) {
    return table.members().stream()
        .filter(member -> handle != null && member.handle() == handle)
        .mapToInt(Member::ramp)
        .findFirst()
        .orElse(0);
  }

  /** Whoever takes only a part of its keys serves, and there is somebody for the rest. */
  private void checkRamps() {
    boolean ramping = false;
    boolean full = false;
    for (Member member : table.members()) {
      boolean serves = member.health() == Health.SERVING;
      ramping |= member.ramp() < Member.FULL;
      full |= serves && member.ramp() == Member.FULL;
      if (member.ramp() < Member.FULL && !serves) {
        throw new AssertionError(member + " starts slowly, and does not serve");
      }
    }
    if (ramping && !full) {
      throw new AssertionError("nobody takes what those leave who start slowly");
    }
  }
}
