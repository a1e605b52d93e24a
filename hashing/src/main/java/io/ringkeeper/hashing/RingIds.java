package io.ringkeeper.hashing;

/**
 * How a server's ordinal (1, 2, 3, … as they were started) becomes its id on a ring.
 *
 * <p>It matters because the mission's {@link ServerHash} only shifts one pattern of slots by the
 * id. Neighbouring ids stand shoulder to shoulder, and the first of N owns all the gaps between the
 * patterns: 512 − 9(N − 1) of 512 slots. Ids that lie far apart interleave instead.
 */
public enum RingIds {

  /** The id is the ordinal: the mission's sample. With servers 1, 2, 3 the first owns 96.5 %. */
  LITERAL,

  /**
   * The id is {@code 189 · ordinal mod 512}; on a ring of another size, the odd multiplier in the
   * same proportion, {@code (slots · 189 / 512) | 1}. Odd, so no two ordinals up to the number of
   * slots meet.
   *
   * <p>On the mission's ring the fullest of N servers with ordinals 1 to N has at most 1.37 times
   * the mean, for every N (1.107 at N = 3). Gaps in the ordinals can make it worse: 1, 4, 7 give
   * 1.99. Reuse the lowest free ordinal. Other shapes share otherwise: measure yours.
   */
  SPREAD;

  /**
   * The id of an ordinal, 0 or more.
   *
   * @param ordinal 1 or more
   * @param slots the size of the ring, as {@link RingShape} allows it
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public int idFor(int ordinal, int slots) {
    requireOrdinal(ordinal);
    RingShape.requireSlots(slots);
    return switch (this) {
      case LITERAL -> ordinal;
      case SPREAD -> (multiplier(slots) * ordinal) & (slots - 1);
    };
  }

  static int requireOrdinal(int ordinal) {
    if (ordinal < 1) {
      throw new IllegalArgumentException("ordinal must be 1 or more, not " + ordinal);
    }
    return ordinal;
  }

  private static int multiplier(int slots) {
    return slots * 189 / 512 | 1;
  }
}
