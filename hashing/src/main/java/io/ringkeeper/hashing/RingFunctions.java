package io.ringkeeper.hashing;

/** The pairs of functions of a ring that have a name. */
public enum RingFunctions {

  /** The mission's: {@link RequestHash#MISSION} and {@link ServerHash#MISSION}. */
  MISSION,

  /** The original assignment's: {@link RequestHash#ORIGINAL} and {@link ServerHash#ORIGINAL}. */
  ORIGINAL,

  /** What other rings do: {@link RequestHash#MIX64} and {@link ServerHash#MIX64}. */
  MIX64;

  /** The function that gives a key its slot. */
  public RequestHash requestHash() {
    return switch (this) {
      case MISSION -> RequestHash.MISSION;
      case ORIGINAL -> RequestHash.ORIGINAL;
      case MIX64 -> RequestHash.MIX64;
    };
  }

  /** The function that gives a virtual server the slot that it would like to have. */
  public ServerHash serverHash() {
    return switch (this) {
      case MISSION -> ServerHash.MISSION;
      case ORIGINAL -> ServerHash.ORIGINAL;
      case MIX64 -> ServerHash.MIX64;
    };
  }

  /**
   * A ring with these functions.
   *
   * @throws IllegalArgumentException if a number is out of the range that {@link RingShape} allows
   */
  public RingShape shape(int slots, int virtualServers) {
    return new RingShape(slots, virtualServers, requestHash(), serverHash());
  }
}
