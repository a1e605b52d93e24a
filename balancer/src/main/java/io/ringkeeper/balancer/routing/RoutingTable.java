package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Ring;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which replica takes which key: an immutable snapshot that the control thread makes and every
 * event loop reads, once for each request, without a lock and without allocation.
 *
 * <p>Where a key belongs depends on the set of ordinals alone, so that two balancers with the same
 * members agree. Health is a mask over it: a member that is down is passed over clockwise, its keys
 * come back when it does, and nobody else's keys move.
 */
public final class RoutingTable {

  private final long epoch;
  private final RingIds ids;
  private final Ring ring;
  private final List<Member> members;
  private final Member[] byIndex;
  private final @Nullable ReplicaHandle[] takers;
  private final List<ReplicaHandle> serving;

  private RoutingTable(long epoch, RingIds ids, Ring ring, List<Member> members) {
    this.epoch = epoch;
    this.ids = ids;
    this.ring = ring;
    this.members = members;
    this.byIndex = byIndex(ids, ring.shape().slots(), members);
    this.takers = takers(byIndex);
    this.serving =
        members.stream()
            .filter(member -> member.health() == Health.SERVING)
            .map(Member::handle)
            .filter(Objects::nonNull)
            .toList();
  }

  /** The table before anything serves. */
  public static RoutingTable empty(RingShape shape, RingIds ids) {
    return new RoutingTable(0, ids, Ring.of(shape), List.of());
  }

  /**
   * The table after this one. The ring is built anew only if the set of ordinals has changed.
   *
   * @throws IllegalArgumentException if an ordinal occurs twice
   * @throws IllegalStateException if the ring cannot hold so many members
   */
  public RoutingTable next(Collection<Member> changed) {
    List<Member> sorted =
        changed.stream().sorted(Comparator.comparingInt(Member::ordinal)).toList();
    int[] before = ordinals(members);
    int[] after = ordinals(sorted);
    Ring next = Arrays.equals(before, after) ? ring : build(after);
    return new RoutingTable(epoch + 1, ids, next, sorted);
  }

  private Ring build(int[] ordinals) {
    int slots = ring.shape().slots();
    return Ring.of(ring.shape(), Arrays.stream(ordinals).map(o -> ids.idFor(o, slots)).toArray());
  }

  private static int[] ordinals(List<Member> members) {
    return members.stream().mapToInt(Member::ordinal).toArray();
  }

  /** The members in the ring's own order, which is that of their ring ids. */
  private static Member[] byIndex(RingIds ids, int slots, List<Member> members) {
    return members.stream()
        .sorted(Comparator.comparingInt(member -> ids.idFor(member.ordinal(), slots)))
        .toArray(Member[]::new);
  }

  /** By ring index, whoever may take new keys: those that serve or, if none does, the suspects. */
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

  /** Counts the tables published so far. */
  public long epoch() {
    return epoch;
  }

  public Ring ring() {
    return ring;
  }

  /** All positions, by ordinal. */
  public List<Member> members() {
    return members;
  }

  /** The replicas that serve, by ordinal: what {@code /rep} lists. */
  public List<ReplicaHandle> serving() {
    return serving;
  }

  /** The slot of a key, which depends on nobody's being there. */
  public int slotOf(long key) {
    return ring.slotOf(key);
  }

  /** The ordinal that owns a key when everything is well, or 0 if the table is empty. */
  public int ownerOrdinal(long key) {
    int owner = ring.ownerOf(ring.slotOf(key));
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
   * The replica for a key: its owner, or else the next clockwise that takes traffic and has not
   * been tried; null if there is none.
   */
  public @Nullable ReplicaHandle choose(long key, Tried tried) {
    int slot = ring.slotOf(key);
    int owner = ring.ownerOf(slot);
    if (owner < 0) {
      return null;
    }
    ReplicaHandle handle = takers[owner];
    if (handle != null && (tried.isEmpty() || !tried.contains(handle))) {
      return handle;
    }
    return chooseAfter(slot, owner, tried);
  }

  private @Nullable ReplicaHandle chooseAfter(int slot, int owner, Tried tried) {
    int mask = ring.shape().slots() - 1;
    int last = owner;
    for (int step = 1; step <= mask; step++) {
      int candidate = ring.ownerOf((slot + step) & mask);
      if (candidate == last) {
        continue;
      }
      last = candidate;
      ReplicaHandle handle = takers[candidate];
      if (handle != null && !tried.contains(handle)) {
        return handle;
      }
    }
    return null;
  }
}
