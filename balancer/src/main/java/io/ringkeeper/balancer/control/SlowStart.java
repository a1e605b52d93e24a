package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.Member;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who takes only a part of its keys yet: whoever begins to serve, while others do who can take the
 * rest. Its ramp goes up in equal steps. It belongs to the mask that health is, so that no place
 * changes hands.
 *
 * <p>Nobody ramps when a fleet comes up as a whole, or after an outage of the most of it: those who
 * came first would get everything. So whoever takes all its keys must be at least half, by weight,
 * of those that were there before; otherwise all ramps are over at once. Replicas that an earlier
 * balancer left, and that may have served all the time, do not ramp either.
 */
final class SlowStart {

  static final int STEPS = 20;

  /**
   * One replica's.
   *
   * @param since when it began
   * @param added whether it holds an ordinal that nobody held before; the table finds that out by
   *     itself, and keeps such a newcomer longer ({@code RoutingTable.newcomers})
   */
  record Ramp(long since, boolean added) {

    private int step(Duration whole, long now) {
      return (int) Math.min(STEPS, (now - since) * STEPS / whole.toNanos());
    }

    boolean isOver(Duration whole, long now) {
      return step(whole, now) >= STEPS - 1;
    }

    /** How many percent of its keys the replica takes, while this is not over. */
    int percent(Duration whole, long now) {
      return (step(whole, now) + 1) * Member.FULL / STEPS;
    }

    /** When the percentage changes next. */
    long nextStep(Duration whole, long now) {
      return since + Math.ceilDiv((step(whole, now) + 1) * whole.toNanos(), STEPS);
    }
  }

  private SlowStart() {}

  /** Those that go on, or begin now, by generation. */
  static SortedMap<Long, Ramp> ramps(Fleet before, Draft draft) {
    Duration whole = draft.settings.slowStart();
    SortedMap<Long, Ramp> ramps = new TreeMap<>();
    if (whole.isPositive()) {
      for (Replica replica : draft.holding(Replica::listed)) {
        Ramp ramp = before.ramps().get(replica.generation());
        Ramp next = ramp != null ? ramp : beginning(replica, before, draft.now);
        if (next != null && !next.isOver(whole, draft.now)) {
          ramps.put(replica.generation(), next);
        }
      }
    }
    return isBorne(ramps, draft) ? Collections.unmodifiableSortedMap(ramps) : new TreeMap<>();
  }

  private static @Nullable Ramp beginning(Replica replica, Fleet before, long now) {
    List<Position> published = before.published();
    boolean served =
        published.stream()
            .anyMatch(position ->
                position.generation() == replica.generation()
                    && position.health() == Health.SERVING);
    Replica earlier = before.replicas().get(replica.ordinal());
    boolean adopted =
        earlier != null
            && earlier.generation() == replica.generation()
            && earlier.state() instanceof ReplicaState.Starting starting
            && starting.adopted();
    boolean added =
        published.stream().noneMatch(position -> position.ordinal() == replica.ordinal());
    return served || adopted ? null : new Ramp(now, added);
  }

  /** Whether there are enough that take all their keys. */
  private static boolean isBorne(SortedMap<Long, Ramp> ramps, Draft draft) {
    long full = weight(draft, r -> r.listed() && !ramps.containsKey(r.generation()));
    long there =
        weight(
            draft,
            replica -> {
              Ramp ramp = ramps.get(replica.generation());
              return replica.active() && replica.committed() && (ramp == null || !ramp.added);
            });
    return full > 0 && 2 * full >= there;
  }

  private static long weight(Draft draft, Predicate<Replica> who) {
    return draft.holding(who).stream().mapToLong(r -> draft.weight(r.ordinal())).sum();
  }
}
