package io.ringkeeper.balancer.control;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who may be taken for dead on heartbeats alone, which may as well be missed because of us: one at
 * a time, and none while most fail together.
 *
 * @param suspect the replica that has been suspected longest
 * @param at when it may be replaced
 */
record Evidence(Replica suspect, long at) {

  /**
   * The last one that was condemned. Until its successor serves nobody else is, unless that takes
   * until {@code until}.
   */
  record Condemned(int ordinal, long until) {}

  /** The next one to be condemned as things stand, or null if there is none. */
  static @Nullable Evidence next(
      Collection<Replica> replicas, FleetSettings settings, @Nullable Condemned last) {
    if (!settings.scales() || mostFailTogether(replicas)) {
      return null;
    }
    Evidence first = null;
    for (Replica replica : replicas) {
      if (counts(replica) && replica.state() instanceof ReplicaState.Suspect suspect) {
        long due = suspect.since() + settings.replaceAfter().toNanos();
        if (first == null || due - first.at < 0) {
          first = new Evidence(replica, due);
        }
      }
    }
    if (first == null || last == null || last.until() - first.at <= 0) {
      return first;
    }
    boolean waits = replicas.stream().anyMatch(replica -> isReplacing(replica, last));
    return waits ? new Evidence(first.suspect, last.until()) : first;
  }

  /** More than half of the wanted, and at least two, fail their heartbeats. */
  static boolean mostFailTogether(Collection<Replica> replicas) {
    int wanted = 0;
    int failing = 0;
    for (Replica replica : replicas) {
      if (counts(replica)) {
        wanted++;
        failing += replica.state() instanceof ReplicaState.Suspect ? 1 : 0;
      }
    }
    return failing >= 2 && 2 * failing > wanted;
  }

  private static boolean counts(Replica replica) {
    return replica.active() && replica.committed();
  }

  private static boolean isReplacing(Replica replica, Condemned last) {
    return replica.ordinal() == last.ordinal()
        && replica.active()
        && switch (replica.state()) {
          case ReplicaState.Starting _, ReplicaState.Dead _ -> true;
          case ReplicaState.Serving _, ReplicaState.Suspect _ -> false;
        };
  }
}
