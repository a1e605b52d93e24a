package io.ringkeeper.hashing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The oracles of Maglev and rendezvous tables: the papers in the plainest words, with whole
 * permutations, and a logarithm for each slot and member. Tables are lists of ids, by slot.
 */
final class NaiveTables {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private NaiveTables() {}

  /** The mixing that the JDK has, but does not show. */
  static long mix64(long value) {
    return new SplittableRandom(value - GOLDEN).nextLong();
  }

  static List<Integer> maglev(Map<Integer, Integer> members) {
    int slots = 65_537;
    Map<Integer, List<Integer>> wishes = new TreeMap<>();
    for (int id : members.keySet()) {
      var random = new SplittableRandom(mix64(id));
      long offset = Math.unsignedMultiplyHigh(random.nextLong(), slots);
      long skip = Math.unsignedMultiplyHigh(random.nextLong(), slots - 1) + 1;
      wishes.put(id, wishes(slots, offset, skip));
    }
    return maglev(slots, members, wishes);
  }

  static List<Integer> wishes(int slots, long offset, long skip) {
    return IntStream.range(0, slots).mapToObj(j -> (int) ((offset + j * skip) % slots)).toList();
  }

  /** By wishes from anywhere; each has as many as there are slots. */
  static List<Integer> maglev(
      int slots, Map<Integer, Integer> members, Map<Integer, List<Integer>> wishes) {
    TreeMap<Integer, List<Integer>> left = new TreeMap<>();
    TreeMap<Integer, Long> due = new TreeMap<>();
    for (int id : members.keySet()) {
      left.put(id, new ArrayList<>(wishes.getOrDefault(id, List.of()).reversed()));
      due.put(id, 0L);
    }
    long heaviest = members.values().stream().mapToInt(w -> w).max().orElseThrow();
    Integer[] owners = new Integer[slots];
    int filled = 0;
    for (long round = 1; filled < slots; round++) {
      for (Map.Entry<Integer, List<Integer>> entry : left.entrySet()) {
        int id = entry.getKey();
        long reached = round * members.getOrDefault(id, 0);
        if (filled < slots && reached >= due.getOrDefault(id, 0L)) {
          due.merge(id, heaviest, Long::sum);
          List<Integer> mine = entry.getValue();
          int slot = mine.removeLast();
          while (owners[slot] != null) {
            slot = mine.removeLast();
          }
          owners[slot] = id;
          filled++;
        }
      }
    }
    return List.of(owners);
  }

  /** The members as a slot likes them, best first: by highest −weight / ln u. */
  static List<Integer> liked(int slot, Map<Integer, Integer> members) {
    Comparator<Integer> byScore =
        Comparator.comparingDouble(id ->
            -members.getOrDefault(id, 0)
                / StrictMath.log((number(slot, id) + 0x1p31 + 0.5) / 0x1p32));
    return members.keySet().stream().sorted(byScore.reversed()).toList();
  }

  private static final int[] SLOT_KEYS =
      IntStream.range(0, 65_536).map(slot -> (int) (twentyThird(slot) >> 32)).toArray();

  private static long twentyThird(int slot) {
    SplittableRandom random = new SplittableRandom(slot);
    for (int i = 1; i < 23; i++) {
      random.nextLong();
    }
    return random.nextLong();
  }

  private static int number(int slot, int id) {
    return mix32(SLOT_KEYS[slot] ^ mix32(id));
  }

  private static int mix32(int value) {
    long h = value & 0xffffffffL;
    h = (h ^ h >> 16) * 0x85ebca6bL & 0xffffffffL;
    h = (h ^ h >> 13) * 0xc2b2ae35L & 0xffffffffL;
    return (int) (h ^ h >> 16);
  }

  private static double limit(double cap, double share) {
    return Math.max(Math.floor(cap * share), Math.ceil(share));
  }

  static List<Integer> rendezvous(Map<Integer, Integer> members, double cap) {
    int slots = 65_536;
    int total = members.values().stream().mapToInt(w -> w).sum();
    Map<Integer, Integer> room = new TreeMap<>();
    members.forEach((id, weight) ->
        room.put(id, (int) Math.min(slots, limit(cap, (double) slots * weight / total))));
    Integer[] owners = new Integer[slots];
    List<List<Integer>> liked =
        IntStream.range(0, slots).mapToObj(slot -> liked(slot, members)).toList();
    List<Integer> asking = IntStream.range(0, slots).boxed().toList();
    while (!asking.isEmpty()) {
      Map<Integer, List<Integer>> asked = new TreeMap<>();
      for (int slot : asking) {
        int id =
            liked.get(slot).stream()
                .filter(i -> room.getOrDefault(i, 0) > 0)
                .findFirst()
                .orElseThrow();
        asked.computeIfAbsent(id, any -> new ArrayList<>()).add(slot);
      }
      asking = new ArrayList<>();
      for (Map.Entry<Integer, List<Integer>> entry : asked.entrySet()) {
        int id = entry.getKey();
        List<Integer> ask = entry.getValue();
        ask.sort(Comparator.comparingInt(slot -> mix32(number(slot, id) + 1)));
        int taken = Math.min(room.getOrDefault(id, 0), ask.size());
        ask.subList(0, taken).forEach(slot -> owners[slot] = id);
        asking.addAll(ask.subList(taken, ask.size()));
        room.merge(id, -taken, Integer::sum);
      }
    }
    return List.of(owners);
  }
}
