package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CandidatesTest {

  static final List<Strategy> STRATEGIES = Fleets.STRATEGIES;

  private final Candidates candidates = new Candidates();

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void bothOrdersBeginWithTheOwnerAndNameEverybodyOnce(Strategy strategy) {
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 3, 10, 56}) {
      LookupTable table = strategy.build(Fleets.upTo(size));
      for (int i = 0; i < 50; i++) {
        long key = random.nextLong();
        for (List<Integer> order : List.of(failover(table, key), overflow(table, key))) {
          assertThat(order.getFirst()).isEqualTo(table.ownerOf(table.slotOf(key)));
          assertThat(order)
              .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void failoverIsTheSameForAllKeysOfASlot(Strategy strategy) {
    LookupTable table = strategy.build(Fleets.upTo(10));
    for (long key = 1; key < 2_000_000; key++) {
      if (table.slotOf(key) == table.slotOf(0)) {
        assertThat(failover(table, key)).isEqualTo(failover(table, 0));
        return;
      }
    }
    throw new AssertionError("no other key in that slot");
  }

  /** Whoever takes over from a member that is down is the one that would if it were removed. */
  @Test
  void withRendezvousAFailureIsLikeARemoval() {
    Members members = Members.weighted(new int[] {1, 2, 3, 4, 5}, new int[] {3, 1, 1, 2, 3});
    RendezvousTable table = RendezvousTable.of(members, RendezvousTable.NO_CAP);
    for (int slot = 0; slot < 2_000; slot++) {
      List<Integer> order = failoverOfSlot(table, slot);
      List<Integer> oracle = NaiveTables.liked(slot, Map.of(1, 3, 2, 1, 3, 1, 4, 2, 5, 3));
      assertThat(order.stream().map(table::idAt)).containsExactlyElementsOf(oracle);
    }
  }

  @Test
  void onARingFailoverIsClockwise() {
    Ring ring = Ring.of(RingShape.mission(), 1, 2, 3);
    assertThat(failover(ring, 0).stream().map(ring::idAt)).containsExactly(1, 2, 3);
    long atSlot38 = 3;
    assertThat(failover(ring, atSlot38).stream().map(ring::idAt)).containsExactly(3, 1, 2);
  }

  /** What the fullest member of a ring of literal ids cannot take does not all go to one. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void overflowIsSpreadByTheShares(Strategy strategy) {
    LookupTable table = strategy.build(Fleets.upTo(10));
    int[] second = new int[10];
    int keys = 0;
    for (long key = 0; key < 100_000; key++) {
      List<Integer> order = overflow(table, key);
      if (order.getFirst() == 4) {
        second[order.get(1)]++;
        keys++;
      }
    }
    int[] shares = table.shares();
    double others = table.slots() - shares[4];
    for (int index = 0; index < 10; index++) {
      double fair = index == 4 ? 0 : keys * shares[index] / others;
      assertThat((double) second[index]).isCloseTo(fair, within(5 * Math.sqrt(fair)));
    }
  }

  @Test
  void canBeUsedAgainForAnotherTable() {
    LookupTable large = new MaglevStrategy().build(Fleets.upTo(200));
    LookupTable small = new MaglevStrategy().build(Fleets.upTo(2));
    candidates.failover(large, 1);
    for (int i = 0; i < 150; i++) {
      candidates.next();
    }
    assertThat(failover(small, 1)).hasSize(2);
    assertThat(failover(large, 1)).hasSize(200);
    assertThat(failover(new MaglevStrategy().build(Members.none()), 1)).isEmpty();
  }

  private List<Integer> failover(LookupTable table, long key) {
    candidates.failover(table, key);
    return rest();
  }

  private List<Integer> overflow(LookupTable table, long key) {
    candidates.overflow(table, key);
    return rest();
  }

  private List<Integer> failoverOfSlot(LookupTable table, int slot) {
    long key = 0;
    while (table.slotOf(key) != slot) {
      key++;
    }
    return failover(table, key);
  }

  private List<Integer> rest() {
    List<Integer> order = new ArrayList<>();
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      order.add(index);
    }
    return order;
  }
}
