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
   * The original assignment's {@code H(i) = i² + 2i + 17}, which is {@code (i + 1)² + 16}. There
   * are few squares among the slots: on the mission's ring keys reach 87 of 512.
   */
  RequestHash ORIGINAL = i -> i * i + 2 * i + 17;

  /** The bits of the key mixed until they look drawn at random: what other rings do. */
  RequestHash MIX64 = Mixing::mix64;

  /**
   * The slot of a key, not yet reduced: the ring keeps the low bits, so any value of any sign is
   * legal.
   *
   * @param key any 64-bit value
   */
  long slot(long key);
}
