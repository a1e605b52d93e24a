package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Candidates;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a table sends a key at this moment, and why.
 *
 * @param number the number that the key is asked for by
 * @param slot the slot of the number
 * @param steps every position, in the order in which they are asked; the first is the owner
 */
public record Explanation(long number, int slot, List<Step> steps) {

  /**
   * One position.
   *
   * @param limit the most requests that it may have now, with this one; 0 if there is no bound
   */
  public record Step(Member member, Verdict verdict, long limit) {}

  /** What a position would do with a request. */
  public enum Verdict {
    /** It takes the request. */
    TAKES,
    /** It would be asked if those before it fail. */
    SPARE,
    /** It has as many requests as it may have. */
    FULL,
    /** It misses heartbeats, and others do not. */
    SUSPECT,
    /** It is dead, or does not serve yet. */
    DOWN
  }

  public Explanation {
    steps = List.copyOf(steps);
  }

  /** What {@link RoutingTable#enter} would do with this number. */
  public static Explanation of(RoutingTable table, long number) {
    List<Integer> order = order(table, number);
    List<Step> steps = new ArrayList<>();
    boolean taken = false;
    for (int index : order) {
      Verdict verdict = verdict(table, index, taken);
      taken |= verdict == Verdict.TAKES;
      steps.add(new Step(table.member(index), verdict, limit(table, index)));
    }
    return new Explanation(number, table.lookup().slotOf(number), steps);
  }

  /** By failover until somebody can take it; where that one is full, by overflow from there. */
  private static List<Integer> order(RoutingTable table, long number) {
    Candidates candidates = new Candidates();
    candidates.failover(table.lookup(), number);
    List<Integer> order = new ArrayList<>();
    boolean found = false;
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      if (!order.contains(index)) {
        order.add(index);
      }
      if (!found && table.taker(index) != null) {
        found = true;
        if (isFull(table, index)) {
          candidates.overflow(table.lookup(), number);
        }
      }
    }
    return order;
  }

  private static Verdict verdict(RoutingTable table, int index, boolean taken) {
    if (table.taker(index) == null) {
      return table.member(index).health() == Health.SUSPECT ? Verdict.SUSPECT : Verdict.DOWN;
    }
    if (taken) {
      return Verdict.SPARE;
    }
    return isFull(table, index) ? Verdict.FULL : Verdict.TAKES;
  }

  private static boolean isFull(RoutingTable table, int index) {
    ReplicaHandle handle = table.taker(index);
    return table.bound().isOn() && handle != null && handle.inFlight() >= limit(table, index);
  }

  private static long limit(RoutingTable table, int index) {
    LoadBound bound = table.bound();
    boolean bounded = bound.isOn() && table.taker(index) != null;
    return bounded ? bound.limit(table, index, bound.inFlight() + 1) : 0;
  }
}
