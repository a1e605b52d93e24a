package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {

  private static final RingShape MISSION = RingShape.mission();

  @Test
  void placesTheContractsVirtualServers() {
    Ring ring = Ring.of(MISSION, 1, 2, 3);

    int[] expected = new int[512];
    Arrays.fill(expected, -1);
    for (int first : new int[] {26, 29, 36, 47, 62, 81, 104, 131, 162}) {
      expected[first] = 1;
      expected[first + 1] = 2;
      expected[first + 2] = 3;
    }
    assertThat(IntStream.range(0, 512).map(ring::virtualServerAt).toArray()).isEqualTo(expected);
  }

  @Test
  void routesTheContractsRequests() {
    Ring ring = Ring.of(MISSION, 1, 2, 3);

    assertThat(LongStream.range(0, 10).mapToInt(ring::slotOf))
        .containsExactly(17, 20, 27, 38, 53, 72, 95, 122, 153, 188);
    assertThat(LongStream.range(0, 10).mapToInt(ring::ownerIdOf))
        .containsExactly(1, 1, 2, 3, 1, 1, 1, 1, 1, 1);
  }

  /** The last virtual server of 1, 2, 3 stands on 164: all beyond it wraps to slot 26. */
  @Test
  void ownersWrapFromTheLastSlotToTheFirst() {
    Ring ring = Ring.of(MISSION, 1, 2, 3);

    assertThat(ring.idAt(ring.ownerOf(164))).isEqualTo(3);
    assertThat(ring.idAt(ring.ownerOf(165))).isEqualTo(1);
    assertThat(ring.idAt(ring.ownerOf(511))).isEqualTo(1);
    assertThat(ring.idAt(ring.ownerOf(0))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"512,9", "512,1", "512,512", "2,1", "64,5", "1024,18", "65536,9000"})
  void agreesWithTheOracleOnEverySlotAndKey(int slots, int virtualServers) {
    var shape = new RingShape(slots, virtualServers, RequestHash.MISSION, ServerHash.MISSION);
    var random = new Random(slots * 31L + virtualServers);
    for (int members : new int[] {1, Math.ceilDiv(shape.capacity(), 2), shape.capacity()}) {
      int[] ids = randomIds(random, members);
      Ring ring = Ring.of(shape, ids);
      var oracle = new NaiveRing(slots, virtualServers, Arrays.stream(ids).boxed().toList());

      for (int slot = 0; slot < slots; slot++) {
        assertThat(ring.virtualServerAt(slot)).isEqualTo(oracle.virtualServerAt(slot));
        assertThat(ring.idAt(ring.ownerOf(slot))).isEqualTo(oracle.ownerIdOf(slot));
      }
      for (long key : awkwardKeys(random)) {
        assertThat(ring.slotOf(key)).isEqualTo(oracle.slotOf(key));
        assertThat(ring.ownerIdOf(key)).isEqualTo(oracle.ownerIdOf(oracle.slotOf(key)));
      }
    }
  }

  @Test
  void isTheSameWhateverTheOrderOfItsIds() {
    Ring ring = Ring.of(MISSION, 3, 600, 2, 515, 1);

    assertThat(IntStream.range(0, ring.size()).map(ring::idAt)).containsExactly(1, 2, 3, 515, 600);
    assertThat(ring)
        .isEqualTo(Ring.of(MISSION, 515, 1, 600, 3, 2))
        .hasSameHashCodeAs(Ring.of(MISSION, 515, 1, 600, 3, 2))
        .isNotEqualTo(Ring.of(MISSION, 1, 2, 3))
        .isNotEqualTo(
            Ring.of(new RingShape(512, 8, RequestHash.MISSION, ServerHash.MISSION), 1, 2, 3));
  }

  @Test
  void keepsItsMembersWhenTheCallersArrayChanges() {
    int[] ids = {2, 1};
    Ring ring = Ring.of(MISSION, ids);
    assertThat(ids).containsExactly(2, 1);
    ids[0] = 99;
    assertThat(ring.idAt(1)).isEqualTo(2);
  }

  @Test
  void acceptsHugeIdsAndIdsThatAgreeModuloTheSlots() {
    int huge = Integer.MAX_VALUE;
    Ring ring = Ring.of(MISSION, 1, 513, huge - 512, huge);

    assertThat(IntStream.range(0, 512).filter(slot -> ring.virtualServerAt(slot) == huge))
        .hasSize(9);
    assertThat(ring.virtualServerAt(26)).isEqualTo(1);
    assertThat(ring.virtualServerAt(27)).isEqualTo(513);
  }

  @Test
  void usesTheFunctionsOfItsShapeAndKeepsTheirLowBits() {
    var shape = new RingShape(16, 2, key -> -key, (id, j) -> -id - 8L * j);
    Ring ring = Ring.of(shape, 1, 2);

    assertThat(ring.slotOf(1)).isEqualTo(15);
    assertThat(IntStream.range(0, 16).filter(slot -> ring.virtualServerAt(slot) == 1))
        .containsExactly(7, 15);
    assertThat(IntStream.range(0, 16).filter(slot -> ring.virtualServerAt(slot) == 2))
        .containsExactly(6, 14);
  }

  @Test
  void refusesWhatIsNoSetOfIds() {
    assertThatThrownBy(() -> Ring.of(MISSION, 5, -3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server id -3 is negative: ids are 0 or more");
    assertThatThrownBy(() -> Ring.of(MISSION, 7, 1, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server id 7 is there already: ids are distinct");
    assertThatThrownBy(() -> Ring.of(MISSION, 7).without(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server id 8 is not on the ring");
  }

  @Test
  void refusesTheFiftySeventhServerBeforeAnythingIsPlaced() {
    int[] full = IntStream.rangeClosed(1, 56).toArray();
    int[] placed = {0};
    ServerHash counting =
        (id, j) -> {
          placed[0]++;
          return ServerHash.MISSION.slot(id, j);
        };
    var shape = new RingShape(512, 9, RequestHash.MISSION, counting);
    Ring ring = Ring.of(shape, full);
    assertThat(placed[0]).isEqualTo(504);

    assertThatThrownBy(() -> ring.with(57))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("57 servers do not fit: 512 slots hold 56 of 9 virtual servers");
    assertThatThrownBy(() -> Ring.of(shape, IntStream.rangeClosed(1, 57).toArray()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(placed[0]).isEqualTo(504);
    assertThat(ring.size()).isEqualTo(56);
  }

  @Test
  void anEmptyRingHasNoOwners() {
    Ring empty = Ring.of(MISSION);

    assertThat(IntStream.range(0, 512).map(empty::ownerOf)).containsOnly(-1);
    assertThat(IntStream.range(0, 512).map(empty::virtualServerAt)).containsOnly(-1);
    assertThat(empty.size()).isZero();
    assertThatThrownBy(() -> empty.ownerIdOf(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the ring is empty: add a server first");
  }

  /** Golden, so that no later version disagrees with one that runs already. */
  @Test
  void itsDigestIsPartOfTheContractBetweenTwoBalancers() {
    assertThat(Ring.of(MISSION, 3, 1, 2).digest()).isEqualTo(0x8c6fc723d02d0942L);
    assertThat(Ring.of(MISSION, 1, 2).digest()).isNotEqualTo(Ring.of(MISSION, 1, 3).digest());
  }

  private static int[] randomIds(Random random, int members) {
    return random.ints(0, Integer.MAX_VALUE).distinct().limit(members).toArray();
  }

  private static long[] awkwardKeys(Random random) {
    return LongStream.concat(
            LongStream.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE),
            LongStream.concat(LongStream.range(-600, 600), random.longs(1_000)))
        .toArray();
  }
}
