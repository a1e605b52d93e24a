package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handles of the replicas in the table. A handle is made when its replica is first published
 * with an address, and given up when a table comes without it; it never returns. Control thread
 * only.
 */
final class Handles {

  private final int loops;
  private Map<Long, ReplicaHandle> published = new HashMap<>();
  private final Map<Long, ReplicaHandle> unpublished = new HashMap<>();

  /** Of a data plane with so many event loops. */
  Handles(int loops) {
    this.loops = loops;
  }

  /** What is to be published: the members of a table, and the handles by generation. */
  record Next(List<Member> members, Map<Long, ReplicaHandle> byGeneration) {}

  /** The members of the next table, of which nothing becomes known yet. */
  Next next(List<Position> positions) {
    Map<Long, ReplicaHandle> next = new HashMap<>();
    List<Member> members = new ArrayList<>();
    for (Position position : positions) {
      InetSocketAddress address = position.address();
      ReplicaHandle handle = address == null ? null : handle(position, address);
      if (handle != null) {
        next.put(position.generation(), handle);
      }
      members.add(
          new Member(
              position.ordinal(), position.weight(), position.health(), position.ramp(), handle));
    }
    return new Next(List.copyOf(members), next);
  }

  /** From now on these are the handles; whose are not among them is unpublished. */
  void publish(Next next) {
    published.keySet().removeAll(next.byGeneration().keySet());
    unpublished.putAll(published);
    published = new HashMap<>(next.byGeneration());
  }

  private ReplicaHandle handle(Position position, InetSocketAddress address) {
    ReplicaHandle known = published.get(position.generation());
    return known != null
        ? known
        : new ReplicaHandle(
            position.ordinal(), position.generation(), position.name(), address, loops);
  }

  /** Takes charge of a handle that has just been unpublished; null if there was none. */
  @Nullable ReplicaHandle takeUnpublished(long generation) {
    return unpublished.remove(generation);
  }

  /** Lets nobody in any more to those that were unpublished and that nobody took charge of. */
  void retireUnpublished() {
    unpublished.values().forEach(ReplicaHandle::retire);
    unpublished.clear();
  }
}
