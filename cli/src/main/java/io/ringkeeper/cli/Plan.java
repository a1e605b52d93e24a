package io.ringkeeper.cli;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.plan.PlannedFleet.Replica;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Ring;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to the keys. Where both tables have the same slots it is told slot by slot;
 * else by a million keys in a row, which meet every slot of a ring equally often, and those of the
 * other tables as good as at random: then a figure may be off by 0.1 % of all keys.
 *
 * @param shares by ordinal, of all that are there before or after
 * @param maxBefore the largest share, over what the replica's weight entitles it to
 * @param maxAfter the same afterwards
 * @param moved the part of all keys whose owner is another one afterwards
 * @param needed the part that has to move for these shares; the rest could have stayed
 */
record Plan(
    List<Share> shares,
    double maxBefore,
    double maxAfter,
    double moved,
    double needed,
    String digestBefore,
    String digestAfter) {

  private static final int KEYS = 1 << 20;

  /** The part of all keys that a replica has, and its weight; each 0 where it is not there. */
  record Share(Replica replica, double before, double after, int weightBefore, int weightAfter) {}

  double avoidable() {
    return moved - needed;
  }

  /**
   * What it takes to get from one fleet to the other.
   *
   * @throws IllegalArgumentException if either is empty
   */
  static Plan of(PlannedFleet from, PlannedFleet to) {
    if (from.replicas().isEmpty() || to.replicas().isEmpty()) {
      throw new IllegalArgumentException("a fleet without replicas has no keys to move");
    }
    PlannedFleet.Table before = from.table();
    PlannedFleet.Table after = to.table();
    boolean slots = haveTheSameSlots(before.lookup(), after.lookup());
    int units = slots ? before.lookup().slots() : KEYS;
    IntFunction<Replica> owner = slots ? before::ownerOfSlot : before::owner;
    IntFunction<Replica> heir = slots ? after::ownerOfSlot : after::owner;
    Map<Integer, int[]> counts = new TreeMap<>();
    int moved = 0;
    for (int unit = 0; unit < units; unit++) {
      int left = owner.apply(unit).ordinal();
      int taken = heir.apply(unit).ordinal();
      counts.computeIfAbsent(left, any -> new int[2])[0]++;
      counts.computeIfAbsent(taken, any -> new int[2])[1]++;
      moved += left == taken ? 0 : 1;
    }
    SortedMap<Integer, Replica> all = new TreeMap<>(from.replicas());
    all.putAll(to.replicas());
    List<Share> shares =
        all.values().stream().map(replica -> share(replica, from, to, counts, units)).toList();
    double gained = shares.stream().mapToDouble(s -> Math.max(0, s.after() - s.before())).sum();
    return new Plan(
        shares,
        maxOverFair(from, counts, 0, units),
        maxOverFair(to, counts, 1, units),
        (double) moved / units,
        gained,
        "%016x".formatted(before.lookup().digest()),
        "%016x".formatted(after.lookup().digest()));
  }

  /** The largest share, over what the replica's weight entitles it to. */
  private static double maxOverFair(
      PlannedFleet fleet, Map<Integer, int[]> counts, int when, int units) {
    double total = fleet.replicas().values().stream().mapToInt(Replica::weight).sum();
    return fleet.replicas().values().stream()
        .mapToDouble(replica -> {
          int[] count = counts.getOrDefault(replica.ordinal(), new int[2]);
          return count[when] * total / replica.weight() / units;
        })
        .max()
        .orElse(0);
  }

  /** Whether a slot stands for the same keys in both. A ring's may have more keys than others. */
  private static boolean haveTheSameSlots(LookupTable one, LookupTable other) {
    return !(one instanceof Ring) && !(other instanceof Ring) && one.slots() == other.slots();
  }

  private static Share share(
      Replica replica, PlannedFleet from, PlannedFleet to, Map<Integer, int[]> counts, int units) {
    int[] count = counts.getOrDefault(replica.ordinal(), new int[2]);
    return new Share(
        replica,
        (double) count[0] / units,
        (double) count[1] / units,
        weight(from, replica),
        weight(to, replica));
  }

  private static int weight(PlannedFleet fleet, Replica replica) {
    @Nullable Replica member = fleet.replicas().get(replica.ordinal());
    return member == null ? 0 : member.weight();
  }
}
