package io.ringkeeper.hashing;

/**
 * The function that gives a request's key its slot. It must be pure and thread-safe: every reader
 * of a ring calls it, on every lookup.
 */
@FunctionalInterface
public interface RequestHash {

  /**
   * The mission's {@code H(i) = i + 2i² + 17}: a permutation of the slots of any ring, so that
   * consecutive keys fill the ring evenly.
   */
  RequestHash MISSION = i -> i + 2 * i * i + 17;

  /**
   * The slot of a key, not yet reduced: the ring keeps the low bits, so any value of any sign is
   * legal.
   *
   * @param key any 64-bit value
   */
  long slot(long key);
}
