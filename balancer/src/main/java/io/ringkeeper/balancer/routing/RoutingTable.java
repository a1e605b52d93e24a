package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Candidates;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Strategy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which replica takes which key: an immutable snapshot that the control thread makes and every
 * event loop reads, once for each request, without a lock and without allocation.
 *
 * <p>Where a key belongs depends on the strategy and on the set of ordinals, with their weights,
 * alone, so that two balancers with the same members agree. Health is a mask over it: a member that
 * is down is passed over, its keys come back when it does, and nobody else's keys move. So is, for
 * keys whose {@link Turn} has not come, a member that starts slowly: they are where they would be
 * if it were down or, if it is a newcomer, where they were before it came ({@link Places}).
 */
public final class RoutingTable {

  private static final int NONE = -1;

  /** How many times that newcomers came are told apart: each costs a lookup table of its own. */
  private static final int MOST_TIMES = 4;

  private final long epoch;
  private final LoadBound bound;
  private final Strategy strategy;
  private final Places places;
  private final LookupTable lookup;
  private final List<Member> members;
  private final Map<Integer, Long> newcomers;
  private final Member[] byIndex;
  private final boolean[] newcomer;
  private final @Nullable ReplicaHandle[] takers;
  private final int[] ramps;
  private final long[] weightsNow;
  private final boolean ramping;
  private final long takersWeight;
  private final List<ReplicaHandle> serving;

  private RoutingTable(
      long epoch,
      LoadBound bound,
      Strategy strategy,
      Places places,
      List<Member> members,
      Map<Integer, Long> newcomers) {
    this.epoch = epoch;
    this.bound = bound;
    this.strategy = strategy;
    this.places = places;
    this.lookup = places.lookup();
    this.members = members;
    this.newcomers = newcomers;
    this.byIndex = byIndex(strategy, members);
    this.newcomer = new boolean[byIndex.length];
    for (int index = 0; index < byIndex.length; index++) {
      newcomer[index] = newcomers.containsKey(byIndex[index].ordinal());
    }
    this.takers = takers(byIndex);
    this.ramps = Arrays.stream(byIndex).mapToInt(Member::ramp).toArray();
    this.ramping = takers().anyMatch(index -> ramps[index] < Member.FULL);
    this.weightsNow =
        Arrays.stream(byIndex)
            .mapToLong(member -> (long) member.weight() * member.ramp())
            .toArray();
    this.takersWeight = takers().mapToLong(this::weightNow).sum();
    this.serving =
        members.stream()
            .filter(member -> member.health() == Health.SERVING)
            .map(Member::handle)
            .filter(Objects::nonNull)
            .toList();
  }

  /** The table before anything serves, without a bound on loads. */
  public static RoutingTable empty(Strategy strategy) {
    return empty(strategy, LoadBound.off());
  }

  /** The table before anything serves; those after it have the same bound. */
  public static RoutingTable empty(Strategy strategy, LoadBound bound) {
    return new RoutingTable(0, bound, strategy, Places.none(strategy), List.of(), Map.of());
  }

  /**
   * The table after this one. Places are given anew only if the set of ordinals or a weight has
   * changed.
   *
   * @throws IllegalArgumentException if an ordinal occurs twice, or the strategy knows no weights
   *     and there is one
   * @throws IllegalStateException if the strategy cannot hold so many members
   */
  public RoutingTable next(Collection<Member> changed) {
    return next(strategy, changed);
  }

  /** The same, with another strategy from now on. */
  public RoutingTable next(Strategy wanted, Collection<Member> changed) {
    List<Member> sorted =
        changed.stream().sorted(Comparator.comparingInt(Member::ordinal)).toList();
    Map<Integer, Long> came = newcomers(sorted);
    Places known = wanted.equals(strategy) ? places : null;
    Places next = Places.of(wanted, byIndex(wanted, sorted), came, known);
    return new RoutingTable(epoch + 1, bound, wanted, next, sorted, came);
  }

  /**
   * Those who begin to ramp on an ordinal that nobody held, and in which epoch. They are newcomers
   * until they, and all that came no later, take all their keys: if one fails meanwhile, its keys
   * are to stay where they are when the others are settled. Only so many times are told apart, lest
   * one that fails for good keep all that come later. The control plane knows newcomers too, by
   * what it has published, for whom they are to spare.
   */
  private Map<Integer, Long> newcomers(List<Member> next) {
    Set<Integer> held = members.stream().map(Member::ordinal).collect(Collectors.toSet());
    Map<Integer, Long> came = new HashMap<>();
    for (Member member : next) {
      int ordinal = member.ordinal();
      boolean ramps = member.ramp() < Member.FULL;
      long since =
          ramps && !held.contains(ordinal) ? epoch + 1 : newcomers.getOrDefault(ordinal, 0L);
      if (since > 0) {
        came.put(ordinal, since);
      }
    }
    long[] times = came.values().stream().mapToLong(since -> since).distinct().sorted().toArray();
    settleBefore(times.length > MOST_TIMES ? times[times.length - MOST_TIMES] : 0, came);
    long unsettled =
        next.stream()
            .filter(member -> member.ramp() < Member.FULL || member.health() != Health.SERVING)
            .mapToLong(member -> came.getOrDefault(member.ordinal(), Long.MAX_VALUE))
            .min()
            .orElse(Long.MAX_VALUE);
    settleBefore(unsettled, came);
    return came;
  }

  private static void settleBefore(long oldest, Map<Integer, Long> came) {
    came.values().removeIf(since -> since < oldest);
  }

  /** The members in the order of the strategy's own, which is that of their ids. */
  private static Member[] byIndex(Strategy strategy, List<Member> members) {
    return members.stream()
        .sorted(Comparator.comparingInt(member -> strategy.idFor(member.ordinal())))
        .toArray(Member[]::new);
  }

  /** By index, whoever may take new keys: those that serve or, if none does, the suspects. */
  private static @Nullable ReplicaHandle[] takers(Member[] byIndex) {
    boolean anyServes =
        Arrays.stream(byIndex).anyMatch(member -> member.health() == Health.SERVING);
    Health wanted = anyServes ? Health.SERVING : Health.SUSPECT;
    @Nullable ReplicaHandle[] takers = new @Nullable ReplicaHandle[byIndex.length];
    for (int index = 0; index < takers.length; index++) {
      Member member = byIndex[index];
      takers[index] = member.health() == wanted ? member.handle() : null;
    }
    return takers;
  }

  private IntStream takers() {
    return IntStream.range(0, takers.length).filter(index -> takers[index] != null);
  }

  /** Counts the tables published so far. */
  public long epoch() {
    return epoch;
  }

  /** How many requests a replica may have. */
  public LoadBound bound() {
    return bound;
  }

  /** How keys find replicas. */
  public Strategy strategy() {
    return strategy;
  }

  /** Which position owns which key; positions are named by the strategy's id of their ordinal. */
  public LookupTable lookup() {
    return lookup;
  }

  /** The position of an index of the {@link #lookup}. */
  public Member member(int index) {
    return byIndex[index];
  }

  /** All positions, by ordinal. */
  public List<Member> members() {
    return members;
  }

  /** The replicas that serve, by ordinal: what {@code /rep} lists. */
  public List<ReplicaHandle> serving() {
    return serving;
  }

  /** The {@link #lookup}, and those before the newcomers of now. */
  Places places() {
    return places;
  }

  /** Whether somebody takes a part of its keys yet. */
  boolean isRamping() {
    return ramping;
  }

  /** Who takes new keys at an index of the {@link #lookup}. */
  @Nullable ReplicaHandle taker(int index) {
    return takers[index];
  }

  /** What an index of the {@link #lookup} is to have in proportion to others, at this moment. */
  long weightNow(int index) {
    return weightsNow[index];
  }

  /** The same of all that take new keys. */
  long takersWeight() {
    return takersWeight;
  }

  /** The slot of a key, which depends on nobody's being there. */
  public int slotOf(long key) {
    return lookup.slotOf(key);
  }

  /** The ordinal that owns a key when everything is well, or 0 if the table is empty. */
  public int ownerOrdinal(long key) {
    int owner = lookup.ownerOf(lookup.slotOf(key));
    return owner < 0 ? 0 : byIndex[owner].ordinal();
  }

  /** Whether this very replica may take new keys. */
  public boolean takes(ReplicaHandle handle) {
    for (ReplicaHandle taker : takers) {
      if (taker == handle) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether requests that wait for this replica should go elsewhere: it is, or was, the holder of a
   * position, and others take traffic but it does not. One that an operator removed is not
   * abandoned: it holds no position, and finishes what it has.
   */
  public boolean abandons(ReplicaHandle handle) {
    boolean others = Arrays.stream(takers).anyMatch(taker -> taker != null && taker != handle);
    return others
        && !takes(handle)
        && members.stream().anyMatch(member -> member.ordinal() == handle.ordinal());
  }

  /**
   * Enters the replica for a key: the first in the order of {@link #choose} that is not retired
   * and, where loads are bounded, has room. Who is found to be retired counts as tried. Null if
   * there is none.
   */
  public @Nullable ReplicaHandle enter(long key, Tried tried) {
    if (bound.isOn()) {
      return bound.enter(this, key, tried);
    }
    ReplicaHandle candidate = choose(key, tried);
    while (candidate != null && !candidate.enter(tried.loop())) {
      tried.add(candidate);
      candidate = choose(key, tried);
    }
    return candidate;
  }

  /** Counts out a request that {@link #enter} let in, on the same event loop. */
  public void leave(ReplicaHandle entered, Tried tried) {
    if (bound.isOn()) {
      bound.leave(entered.seats(), tried.loop());
    }
    entered.leave(tried.loop());
  }

  /**
   * The replica for a key: its owner, or else the next in the failover order that takes traffic and
   * has not been tried; null if there is none.
   */
  public @Nullable ReplicaHandle choose(long key, Tried tried) {
    int index = nextIndex(key, tried);
    return index < 0 ? null : takers[index];
  }

  /** The same as an index of the {@link #lookup}, or −1. */
  int nextIndex(long key, Tried tried) {
    int owner = lookup.ownerOf(lookup.slotOf(key));
    if (owner < 0) {
      return NONE;
    }
    ReplicaHandle handle = takers[owner];
    boolean takes =
        handle != null
            && (tried.isEmpty() || !tried.contains(handle))
            && (!ramping || isTurn(owner, key));
    return takes ? owner : nextAfter(key, tried);
  }

  private int nextAfter(long key, Tried tried) {
    if (!anyIsLeft(tried)) {
      return NONE; // else an outage would be a walk through the whole table for each request
    }
    int index = NONE;
    for (Places at = places; at != null && index < 0; at = at.before()) {
      index = nextInTurn(at, key, tried);
    }
    return index >= 0 ? index : nextInAnyCase(key, tried);
  }

  /** Whose turn has not come is passed over; where a newcomer is, as if it had not come. */
  private int nextInTurn(Places at, long key, Tried tried) {
    Candidates candidates = tried.candidates();
    candidates.failover(at.lookup(), key);
    for (int own = candidates.next(); own >= 0; own = candidates.next()) {
      int index = at.indexes()[own];
      ReplicaHandle handle = takers[index];
      if (handle != null && !tried.contains(handle) && isTurn(index, key)) {
        return index;
      }
      if (at.before() != null && isNewcomer(index)) {
        return NONE;
      }
    }
    return NONE;
  }

  /** When there is nobody else. */
  private int nextInAnyCase(long key, Tried tried) {
    Candidates candidates = tried.candidates();
    candidates.failover(lookup, key);
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      ReplicaHandle handle = takers[index];
      if (handle != null && !tried.contains(handle)) {
        return index;
      }
    }
    return NONE;
  }

  /** Whether who is there ramps since it came. */
  boolean isNewcomer(int index) {
    return newcomer[index];
  }

  /** Whether whoever starts slowly takes as many keys yet that this is one of them. */
  boolean isTurn(int index, long key) {
    return ramps[index] == Member.FULL || Turn.of(key) < ramps[index];
  }

  private boolean anyIsLeft(Tried tried) {
    for (ReplicaHandle taker : takers) {
      if (taker != null && !tried.contains(taker)) {
        return true;
      }
    }
    return false;
  }
}
