package io.ringkeeper.bench;

import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.stream.IntStream;

/** The strategies by the names under which they are measured. */
final class Strategies {

  static final String RING = "ring";
  static final String MAGLEV = "maglev";
  static final String RENDEZVOUS = "rendezvous";
  static final String CAPPED = "rendezvous-1.01";

  private Strategies() {}

  /**
   * A strategy that holds so many members. A ring is the mission's up to 56 of them, and else has
   * as many slots as it takes.
   */
  static Strategy of(String name, int members) {
    return switch (name) {
      case RING -> {
        int slots = Math.max(512, Integer.highestOneBit(Math.max(1, 9 * members - 1)) * 2);
        yield new RingStrategy(RingFunctions.MISSION.shape(slots, 9), RingIds.SPREAD);
      }
      case MAGLEV -> new MaglevStrategy();
      case RENDEZVOUS -> new RendezvousStrategy(RendezvousTable.NO_CAP);
      case CAPPED -> new RendezvousStrategy(1.01);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The members of ordinals 1 to n. */
  static Members members(Strategy strategy, int n) {
    return without(strategy, n, 0);
  }

  /** The members of ordinals 1 to n, except one. */
  static Members without(Strategy strategy, int n, int missing) {
    return Members.of(
        IntStream.rangeClosed(1, n)
            .filter(ordinal -> ordinal != missing)
            .map(strategy::idFor)
            .toArray());
  }
}
