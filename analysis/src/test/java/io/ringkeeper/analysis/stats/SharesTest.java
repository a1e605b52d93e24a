package io.ringkeeper.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class SharesTest {

  /** Slot by slot as the mission writes it, without the library. */
  @Test
  void agreeWithTheMissionsFormulas() {
    int[] owners = missionsOwners(1, 2, 3);
    long[] counts = new long[4];
    for (long key = Shares.FIRST; key <= Shares.LAST; key++) {
      counts[owners[(int) ((key + 2 * key * key + 17) % 512)]]++;
    }
    RingStrategy literal = new RingStrategy(RingShape.mission(), RingIds.LITERAL);
    SortedMap<Integer, Double> shares = Shares.of(PlannedFleet.of(literal, 3).table());

    for (int ordinal = 1; ordinal <= 3; ordinal++) {
      assertThat(shares.get(ordinal)).isCloseTo(counts[ordinal] / 900_000.0, within(1e-12));
    }
    assertThat(shares.get(1)).isCloseTo(0.965, within(0.001));
  }

  @Test
  void sumUpToOne() {
    for (String name : new String[] {"ring", "maglev", "rendezvous", "rendezvous:1.01"}) {
      PlannedFleet fleet = PlannedFleet.of(PlannedFleet.strategy(name), 5);
      assertThat(Shares.of(fleet.table()).values().stream().mapToDouble(share -> share).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  private static int[] missionsOwners(int... ids) {
    int[] placed = new int[512];
    for (int id : ids) {
      for (int j = 0; j < 9; j++) {
        int slot = (id + j + 2 * j * j + 25) % 512;
        while (placed[slot] != 0) {
          slot = (slot + 1) % 512;
        }
        placed[slot] = id;
      }
    }
    int[] owners = new int[512];
    for (int slot = 0; slot < 512; slot++) {
      int at = slot;
      while (placed[at] == 0) {
        at = (at + 1) % 512;
      }
      owners[slot] = placed[at];
    }
    return owners;
  }
}
