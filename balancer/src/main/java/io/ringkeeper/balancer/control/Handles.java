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

  private Map<Long, ReplicaHandle> published = new HashMap<>();
  private final Map<Long, ReplicaHandle> unpublished = new HashMap<>();

  /** The members of the next table. */
  List<Member> publish(List<Position> positions) {
    Map<Long, ReplicaHandle> next = new HashMap<>();
    List<Member> members = new ArrayList<>();
    for (Position position : positions) {
      InetSocketAddress address = position.address();
      ReplicaHandle handle = address == null ? null : handle(position, address);
      if (handle != null) {
        next.put(position.generation(), handle);
      }
      members.add(new Member(position.ordinal(), position.weight(), position.health(), handle));
    }
    published.keySet().removeAll(next.keySet());
    unpublished.putAll(published);
    published = next;
    return members;
  }

  private ReplicaHandle handle(Position position, InetSocketAddress address) {
    ReplicaHandle known = published.get(position.generation());
    return known != null
        ? known
        : new ReplicaHandle(position.ordinal(), position.generation(), position.name(), address);
  }

  /** Takes charge of a handle that has just been unpublished; null if there was none. */
  @Nullable ReplicaHandle takeUnpublished(long generation) {
    return unpublished.remove(generation);
  }

  /** Lets nobody in any more to those that were unpublished and that nobody took charge of. */
  void retireUnpublished() {
    unpublished.values().forEach(handle -> handle.retire(() -> {}));
    unpublished.clear();
  }
}
