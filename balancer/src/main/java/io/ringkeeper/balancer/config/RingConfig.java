package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

/**
 * The shape of the ring.
 *
 * @param slots places on it, a power of two, 16..65536
 * @param virtual places that each replica takes, 1..slots
 * @param functions which hash functions it has
 * @param ids how ordinals become ring ids
 */
public record RingConfig(int slots, int virtual, Functions functions, Ids ids) {

  /** Which hash functions it has. */
  public enum Functions {
    /** The mission's. */
    MISSION,
    /** The original assignment's, under which keys reach few of the slots. */
    ORIGINAL,
    /** Mixed numbers, as other rings have them. */
    MIX64
  }

  /** How an ordinal becomes a ring id. */
  public enum Ids {
    /** {@code 189 · ordinal mod slots}, so that each replica owns a fair share. */
    SPREAD,
    /** The ordinal itself, as the mission's sample has it. */
    LITERAL
  }

  public RingConfig {
    requireRange(slots, 16, 65536, "slots");
    require(Integer.bitCount(slots) == 1, "%d is not a power of two".formatted(slots), "slots");
    requireRange(virtual, 1, slots, "virtual");
  }

  /** How many replicas fit. */
  public int capacity() {
    return slots / virtual;
  }

  /** A number that two ordinals have in common exactly if they have one place. */
  int place(int ordinal) {
    return switch (ids) {
      case SPREAD -> ordinal & slots - 1; // the multiplier is odd
      case LITERAL -> ordinal;
    };
  }
}
