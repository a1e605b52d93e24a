package io.ringkeeper.hashing;

import java.math.BigInteger;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The oracle: the mission's ring in the slowest and plainest words. Exact integers of any size, a
 * true modulo, a sorted map of what stands where, and a walk for every question.
 */
final class NaiveRing {

  private final int slots;
  private final TreeMap<Integer, Integer> idBySlot = new TreeMap<>();

  NaiveRing(int slots, int virtualServers, Iterable<Integer> ids) {
    this.slots = slots;
    NavigableSet<Integer> ascending = new TreeSet<>();
    ids.forEach(ascending::add);
    for (int id : ascending) {
      for (int j = 0; j < virtualServers; j++) {
        int slot = modulo(polynomial(j, 25).add(BigInteger.valueOf(id)));
        while (idBySlot.containsKey(slot)) {
          slot = (slot + 1) % slots;
        }
        idBySlot.put(slot, id);
      }
    }
  }

  int slotOf(long key) {
    return modulo(polynomial(key, 17));
  }

  int ownerIdOf(int slot) {
    int at = slot;
    while (!idBySlot.containsKey(at)) {
      at = (at + 1) % slots;
    }
    return idBySlot.get(at);
  }

  int virtualServerAt(int slot) {
    return idBySlot.getOrDefault(slot, -1);
  }

  /** x + 2x² + c, without a limit. */
  private static BigInteger polynomial(long x, long c) {
    BigInteger exact = BigInteger.valueOf(x);
    return exact.add(exact.pow(2).shiftLeft(1)).add(BigInteger.valueOf(c));
  }

  private int modulo(BigInteger number) {
    return number.mod(BigInteger.valueOf(slots)).intValueExact();
  }
}
