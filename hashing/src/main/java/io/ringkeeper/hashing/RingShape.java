package io.ringkeeper.hashing;

import static java.util.Objects.requireNonNull;

/**
 * What a ring is before it has members: its size and its two hash functions. Two balancers agree on
 * every key exactly when they agree on the shape and on the members.
 *
 * <p>Two shapes are equal when their hash functions are the same objects: keep a function of your
 * own in a constant.
 *
 * @param slots a power of two, 2 to 65,536
 * @param virtualServers how many slots each server takes, 1 to {@code slots}
 * @param requestHash the slot of a key
 * @param serverHash the slot of a virtual server
 */
public record RingShape(
    int slots, int virtualServers, RequestHash requestHash, ServerHash serverHash) {

  /** The largest ring: its tables take half a mebibyte. */
  public static final int MAX_SLOTS = 65_536;

  private static final RingShape MISSION =
      new RingShape(512, 9, RequestHash.MISSION, ServerHash.MISSION);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RingShape {
    requireSlots(slots);
    if (virtualServers < 1 || virtualServers > slots) {
      throw new IllegalArgumentException(
          "virtual servers must be 1 to %d, the number of slots, not %d"
              .formatted(slots, virtualServers));
    }
    requireNonNull(requestHash, "requestHash");
    requireNonNull(serverHash, "serverHash");
  }

  /** The mission's ring: 512 slots, 9 virtual servers, its two functions. Holds 56 servers. */
  public static RingShape mission() {
    return MISSION;
  }

  /** How many servers fit, each with all its virtual servers. */
  public int capacity() {
    return slots / virtualServers;
  }

  static void requireSlots(int slots) {
    if (slots < 2 || slots > MAX_SLOTS || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException(
          "slots must be a power of two, 2 to %d, not %d".formatted(MAX_SLOTS, slots));
    }
  }
}
