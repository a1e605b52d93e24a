package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.LookupTable;

/**
 * When in a slow start the turn of a key comes. It is the same for a key at all times, so that a
 * key which has moved to a replica stays there while the replica's ramp goes on. Until then it is
 * where it was: after a failure with the next of its failover order, and with its owner among the
 * others if the replica is a newcomer. So no key moves twice.
 *
 * <p>The number is mixed as a {@link LookupTable} mixes it (Steele, Lea and Flood, OOPSLA 2014),
 * but from another beginning, so that of the keys of each slot an equal part has its turn.
 */
final class Turn {

  private static final long BEGINNING = 0x5851f42d4c957f2dL;

  private Turn() {}

  /** At how many percent, 0 to 99; the key moves when the ramp is above. */
  static int of(long key) {
    long z = key ^ BEGINNING;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (int) Math.unsignedMultiplyHigh(z ^ (z >>> 31), Member.FULL);
  }
}
