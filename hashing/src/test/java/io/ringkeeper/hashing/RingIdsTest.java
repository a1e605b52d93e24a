package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How evenly members share the mission's ring, by the choice of their ids. */
class RingIdsTest {

  @Test
  void literalIdsGiveNearlyEverythingToTheFirst() {
    assertThat(shares(RingIds.LITERAL, 1, 2, 3)).containsExactly(494, 9, 9);
    for (int n = 1; n <= 56; n++) {
      int[] shares = shares(RingIds.LITERAL, upTo(n));
      assertThat(shares[0]).isEqualTo(512 - 9 * (n - 1));
      assertThat(Arrays.stream(shares).skip(1)).hasSize(n - 1).allMatch(share -> share == 9);
    }
  }

  @Test
  void spreadIdsShareEvenlyForEveryN() {
    for (int n = 2; n <= 56; n++) {
      assertThat(maxOverMean(shares(RingIds.SPREAD, upTo(n)))).as("N = %d", n).isBetween(1.0, 1.37);
    }
    assertThat(maxOverMean(shares(RingIds.SPREAD, 1, 2, 3))).isCloseTo(1.107, within(0.0005));
  }

  @Test
  void gapsInTheOrdinalsMakeSpreadIdsWorse() {
    assertThat(maxOverMean(shares(RingIds.SPREAD, 1, 4, 7))).isCloseTo(1.99, within(0.005));
  }

  /** Probing lets a removal shift neighbours too: the price of a crowded ring, kept in sight. */
  @Test
  void aRemovalMovesFewSlotsBetweenSurvivors() {
    for (int n = 2; n <= 56; n++) {
      int limit = n <= 5 ? 0 : n <= 11 ? 1 : n <= 45 ? 9 : 45;
      int[] ids = ids(RingIds.SPREAD, 512, upTo(n));
      Ring ring = Ring.of(RingShape.mission(), ids);
      for (int removed : ids) {
        Ring left = ring.without(removed);
        assertThat(
                IntStream.range(0, 512)
                    .filter(slot -> ring.idAt(ring.ownerOf(slot)) != removed)
                    .filter(slot -> ring.idAt(ring.ownerOf(slot)) != left.idAt(left.ownerOf(slot)))
                    .count())
            .as("N = %d, id %d removed", n, removed)
            .isLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void spreadFollowsTheContractOnTheMissionsRing() {
    assertThat(ids(RingIds.SPREAD, 512, 1, 2, 3, 512, 513)).containsExactly(189, 378, 55, 0, 189);
    assertThat(ids(RingIds.LITERAL, 512, 1, 2, 3, 512, 513)).containsExactly(1, 2, 3, 512, 513);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64, 256, 512, 1024, 65_536})
  void spreadGivesEveryOrdinalUpToTheSlotsAnIdOfItsOwn(int slots) {
    assertThat(Arrays.stream(ids(RingIds.SPREAD, slots, upTo(slots))).sorted())
        .containsExactlyElementsOf(IntStream.range(0, slots).boxed().toList());
  }

  @Test
  void idsAreNeverNegative() {
    assertThat(ids(RingIds.SPREAD, 512, Integer.MAX_VALUE)).containsExactly(512 - 189);
    assertThat(ids(RingIds.LITERAL, 512, Integer.MAX_VALUE)).containsExactly(Integer.MAX_VALUE);
  }

  @Test
  void refusesWhatIsNoOrdinalAndWhatIsNoRing() {
    for (RingIds ringIds : RingIds.values()) {
      assertThatThrownBy(() -> ringIds.idFor(0, 512))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ordinal must be 1 or more, not 0");
      assertThatThrownBy(() -> ringIds.idFor(1, 500))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not 500");
    }
  }

  /** The slots that each member owns: as H is a bijection, its share of the keys. */
  private static int[] shares(RingIds ringIds, int... ordinals) {
    Ring ring = Ring.of(RingShape.mission(), ids(ringIds, 512, ordinals));
    int[] shares = new int[ring.size()];
    IntStream.range(0, 512).forEach(slot -> shares[ring.ownerOf(slot)]++);
    return shares;
  }

  private static int[] ids(RingIds ringIds, int slots, int... ordinals) {
    return Arrays.stream(ordinals).map(ordinal -> ringIds.idFor(ordinal, slots)).toArray();
  }

  private static int[] upTo(int n) {
    return IntStream.rangeClosed(1, n).toArray();
  }

  private static double maxOverMean(int[] shares) {
    return Arrays.stream(shares).max().orElseThrow() * (double) shares.length / 512;
  }
}
