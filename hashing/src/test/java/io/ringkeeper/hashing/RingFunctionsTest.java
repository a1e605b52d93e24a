package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingFunctionsTest {

  @Test
  void theMissionsAreTheMissionsRing() {
    assertThat(RingFunctions.MISSION.shape(512, 9)).isEqualTo(RingShape.mission());
  }

  /** By hand: i = 3 gives 9 + 6 + 17, and (2, 4) gives 4 + 16 + 8 + 25. */
  @Test
  void theOriginalAssignmentsAreAsItHasThem() {
    RingShape shape = RingFunctions.ORIGINAL.shape(512, 9);

    assertThat(shape.requestHash().slot(3)).isEqualTo(32);
    assertThat(shape.serverHash().slot(2, 4)).isEqualTo(53);
    Ring ring = Ring.of(shape, 1);
    assertThat(LongStream.range(0, 512).mapToInt(ring::slotOf).distinct().count()).isEqualTo(87);
    assertThat(ring.virtualServerAt(26)).isEqualTo(1);
  }

  @Test
  void mixedNumbersReachEverySlot() {
    Ring ring = Ring.of(RingFunctions.MIX64.shape(512, 9), 1, 2, 3);

    assertThat(LongStream.range(0, 10_000).mapToInt(ring::slotOf).distinct().count())
        .isEqualTo(512);
    assertThat(ring.virtualServerAt(ring.slotOf(Long.MIN_VALUE))).isBetween(-1, 3);
    assertThat(IntStream.of(ring.shares())).allMatch(share -> share > 50);
  }
}
