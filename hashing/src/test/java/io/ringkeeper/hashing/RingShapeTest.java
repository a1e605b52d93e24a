package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingShapeTest {

  @Test
  void theMissionsRingHolds56Servers() {
    RingShape mission = RingShape.mission();

    assertThat(mission.slots()).isEqualTo(512);
    assertThat(mission.virtualServers()).isEqualTo(9);
    assertThat(mission.capacity()).isEqualTo(56);
    assertThat(mission).isEqualTo(new RingShape(512, 9, RequestHash.MISSION, ServerHash.MISSION));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -512, 0, 1, 3, 500, 131_072})
  void refusesSlotsThatAreNoPowerOfTwoInRange(int slots) {
    assertThatThrownBy(() -> shape(slots, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slots must be a power of two, 2 to 65536, not " + slots);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 513})
  void refusesVirtualServersThatDoNotFit(int virtualServers) {
    assertThatThrownBy(() -> shape(512, virtualServers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("virtual servers must be 1 to 512, the number of slots, not " + virtualServers);
  }

  @Test
  void acceptsTheEndsOfItsRanges() {
    assertThat(shape(2, 2).capacity()).isEqualTo(1);
    assertThat(shape(65_536, 1).capacity()).isEqualTo(65_536);
  }

  @Test
  void theMissionsRequestHashIsABijectionOfTheSlots() {
    assertThat(IntStream.range(0, 512).map(i -> Math.floorMod(RequestHash.MISSION.slot(i), 512)))
        .doesNotHaveDuplicates()
        .hasSize(512);
  }

  private static RingShape shape(int slots, int virtualServers) {
    return new RingShape(slots, virtualServers, RequestHash.MISSION, ServerHash.MISSION);
  }
}
