package io.ringkeeper.cli;

import io.ringkeeper.cli.PlannedFleet.Replica;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a change does to the keys, told by a million of them: shares before and after, and how many
 * move. Keys in a row meet every slot of a ring equally often; for the other strategies they are as
 * good as random, and a share is off by 0.05 % of all keys at most.
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

  /** The part of all keys that a replica has; 0 where it is not there. */
  record Share(Replica replica, double before, double after) {}

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
    Map<Integer, int[]> counts = new TreeMap<>();
    int moved = 0;
    for (int key = 0; key < KEYS; key++) {
      int owner = before.owner(key).ordinal();
      int heir = after.owner(key).ordinal();
      counts.computeIfAbsent(owner, any -> new int[2])[0]++;
      counts.computeIfAbsent(heir, any -> new int[2])[1]++;
      moved += owner == heir ? 0 : 1;
    }
    SortedMap<Integer, Replica> all = new TreeMap<>(from.replicas());
    all.putAll(to.replicas());
    List<Share> shares = all.values().stream().map(replica -> share(replica, counts)).toList();
    double gained = shares.stream().mapToDouble(s -> Math.max(0, s.after() - s.before())).sum();
    return new Plan(
        shares,
        maxOverFair(from, counts, 0),
        maxOverFair(to, counts, 1),
        (double) moved / KEYS,
        gained,
        "%016x".formatted(before.lookup().digest()),
        "%016x".formatted(after.lookup().digest()));
  }

  /** The largest share, over what the replica's weight entitles it to. */
  private static double maxOverFair(PlannedFleet fleet, Map<Integer, int[]> counts, int when) {
    double total = fleet.replicas().values().stream().mapToInt(Replica::weight).sum();
    return fleet.replicas().values().stream()
        .mapToDouble(replica -> {
          int[] count = counts.getOrDefault(replica.ordinal(), new int[2]);
          return count[when] * total / replica.weight() / KEYS;
        })
        .max()
        .orElse(0);
  }

  private static Share share(Replica replica, Map<Integer, int[]> counts) {
    int[] count = counts.getOrDefault(replica.ordinal(), new int[2]);
    return new Share(replica, (double) count[0] / KEYS, (double) count[1] / KEYS);
  }
}
