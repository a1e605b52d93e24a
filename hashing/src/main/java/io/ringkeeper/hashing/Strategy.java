package io.ringkeeper.hashing;

/**
 * A way to share keys among members. A value: two strategies that are equal make equal tables of
 * equal members.
 */
public sealed interface Strategy permits RingStrategy, MaglevStrategy, RendezvousStrategy {

  /** {@code ring}, {@code maglev} or {@code rendezvous}. */
  String name();

  /** The most members that it can share keys among. */
  int capacity();

  /** Whether members may have weights other than 1. */
  boolean knowsWeights();

  /**
   * Under which id the server of an ordinal (1, 2, 3, … as they were started) is a member.
   *
   * @throws IllegalArgumentException if the ordinal is less than 1
   */
  int idFor(int ordinal);

  /**
   * The table of these members; empty if there are none.
   *
   * @throws IllegalArgumentException if a member has a weight and weights are not known
   * @throws IllegalStateException if there are more members than the {@link #capacity}
   */
  LookupTable build(Members members);
}
