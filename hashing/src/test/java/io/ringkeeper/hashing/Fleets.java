package io.ringkeeper.hashing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Members for tests, and what tables make of them. */
final class Fleets {

  static final List<Strategy> STRATEGIES =
      List.of(
          new RingStrategy(RingShape.mission(), RingIds.SPREAD),
          new MaglevStrategy(),
          new RendezvousStrategy(RendezvousTable.NO_CAP),
          new RendezvousStrategy(1.01));

  private Fleets() {}

  /** The members 1 to n. */
  static Members upTo(int n) {
    return Members.of(IntStream.rangeClosed(1, n).toArray());
  }

  /** The members 1 to n without one. */
  static Members upToWithout(int n, int missing) {
    return Members.of(IntStream.rangeClosed(1, n).filter(id -> id != missing).toArray());
  }

  static Map<Integer, Integer> random(Random random, int size, int maxWeight) {
    Map<Integer, Integer> weightById = new TreeMap<>();
    while (weightById.size() < size) {
      weightById.put(random.nextInt(Integer.MAX_VALUE), 1 + random.nextInt(maxWeight));
    }
    return weightById;
  }

  /** These members, handed over in an order of no meaning. */
  static Members shuffled(Map<Integer, Integer> weightById, Random random) {
    List<Integer> ids = new ArrayList<>(weightById.keySet());
    Collections.shuffle(ids, random);
    return Members.weighted(
        ids.stream().mapToInt(id -> id).toArray(),
        ids.stream().mapToInt(weightById::get).toArray());
  }

  /** The ids of the owners, by slot. */
  static int[] ownerIds(LookupTable table) {
    return IntStream.range(0, table.slots()).map(slot -> table.idAt(table.ownerOf(slot))).toArray();
  }

  static double maxOverMean(LookupTable table) {
    double mean = (double) table.slots() / table.size();
    return Arrays.stream(table.shares()).max().orElseThrow() / mean;
  }

  /** The part of all slots that moves between members that are in both tables. */
  static double movesBetweenSurvivors(LookupTable before, LookupTable after) {
    int[] from = ownerIds(before);
    int[] to = ownerIds(after);
    long moved =
        IntStream.range(0, from.length)
            .filter(slot -> from[slot] != to[slot])
            .filter(slot -> after.members().indexOf(from[slot]) >= 0)
            .filter(slot -> before.members().indexOf(to[slot]) >= 0)
            .count();
    return (double) moved / from.length;
  }
}
