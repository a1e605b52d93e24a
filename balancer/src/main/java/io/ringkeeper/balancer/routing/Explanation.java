package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Candidates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
   * @param inFlight how many requests it has
   * @param limit the most requests that it may have now, with this one; 0 if there is no bound
   */
  public record Step(Member member, Verdict verdict, int inFlight, long limit) {}

  /** What a position would do with a request. */
  public enum Verdict {
    /** It takes the request. */
    TAKES,
    /** It would be asked if those before it fail. */
    SPARE,
    /** It has as many requests as it may have. */
    FULL,
    /**
     * It starts slowly, and the key's turn has not come: it is asked when all others have failed.
     */
    SLOW_START,
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
    int home = table.nextIndex(number, new Tried(0));
    int taker = taker(table, number, home);
    List<Step> steps = new ArrayList<>();
    boolean taken = false;
    for (int index : order(table, number, home)) {
      taken |= index == taker;
      Verdict verdict = index == taker ? Verdict.TAKES : verdict(table, number, index, taken);
      steps.add(
          new Step(table.member(index), verdict, inFlight(table, index), limit(table, index)));
    }
    return new Explanation(number, table.lookup().slotOf(number), steps);
  }

  /** Who takes it, or -1. */
  private static int taker(RoutingTable table, long number, int home) {
    if (home < 0 || !isFull(table, home)) {
      return home;
    }
    List<Integer> others = new ArrayList<>();
    Candidates candidates = new Candidates();
    candidates.overflow(table.lookup(), number);
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      if (table.taker(index) != null && !isFull(table, index)) {
        others.add(index);
      }
    }
    return others.stream()
        .filter(index -> table.isTurn(index, number))
        .findFirst()
        .orElse(others.isEmpty() ? -1 : others.getFirst());
  }

  /** By failover to who is to take it; where that one is full, by overflow from there. */
  private static Set<Integer> order(RoutingTable table, long number, int home) {
    boolean overflows = home >= 0 && isFull(table, home);
    Candidates candidates = new Candidates();
    Set<Integer> order = new LinkedHashSet<>();
    for (Places at = table.places(); at != null; at = at.before()) {
      candidates.failover(at.lookup(), number);
      int index = -1;
      for (int own = candidates.next(); own >= 0; own = candidates.next()) {
        index = at.indexes()[own];
        order.add(index);
        boolean ends =
            (index == home && overflows) || (at.before() != null && table.isNewcomer(index));
        if (ends) {
          break;
        }
      }
      if (overflows && index == home) {
        break;
      }
    }
    if (overflows) {
      candidates.overflow(table.lookup(), number);
    } else {
      candidates.failover(table.lookup(), number);
    }
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      order.add(index);
    }
    return order;
  }

  private static Verdict verdict(RoutingTable table, long number, int index, boolean taken) {
    if (table.taker(index) == null) {
      return table.member(index).health() == Health.SUSPECT ? Verdict.SUSPECT : Verdict.DOWN;
    }
    if (!table.isTurn(index, number)) {
      return Verdict.SLOW_START;
    }
    return taken && !isFull(table, index) ? Verdict.SPARE : Verdict.FULL;
  }

  private static boolean isFull(RoutingTable table, int index) {
    return table.bound().isOn()
        && table.taker(index) != null
        && inFlight(table, index) >= limit(table, index);
  }

  private static int inFlight(RoutingTable table, int index) {
    ReplicaHandle handle = table.member(index).handle();
    return handle == null ? 0 : handle.inFlight();
  }

  private static long limit(RoutingTable table, int index) {
    LoadBound bound = table.bound();
    boolean bounded = bound.isOn() && table.taker(index) != null;
    return bounded ? bound.limit(table, index, bound.inFlight() + 1) : 0;
  }
}
