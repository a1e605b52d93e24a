package io.ringkeeper.hashing;

import static io.ringkeeper.hashing.RendezvousTable.NO_CAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RendezvousTableTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,5", "10,1", "20,100", "50,1", "7,1000"})
  void agreesWithTheOracleOnEverySlot(int size, int maxWeight) {
    Random random = new Random(size);
    Map<Integer, Integer> members = Fleets.random(random, size, maxWeight);

    for (double cap : new double[] {NO_CAP, 1.01, 1}) {
      assertThat(Fleets.ownerIds(RendezvousTable.of(Fleets.shuffled(members, random), cap)))
          .as("cap %s", cap)
          .isEqualTo(NaiveTables.rendezvous(members, cap).stream().mapToInt(id -> id).toArray());
    }
  }

  @Test
  void nothingMovesBetweenSurvivors() {
    RendezvousTable fifty = RendezvousTable.of(Fleets.upTo(50), NO_CAP);
    for (int gone = 1; gone <= 50; gone++) {
      RendezvousTable left = RendezvousTable.of(Fleets.upToWithout(50, gone), NO_CAP);
      assertThat(Fleets.movesBetweenSurvivors(fifty, left)).as("%d goes", gone).isZero();
    }
  }

  @Test
  void whoeverLeavesFiftyMovesLittleBetweenTheOthersIfCapped() {
    RendezvousTable fifty = RendezvousTable.of(Fleets.upTo(50), 1.01);
    for (int gone = 1; gone <= 50; gone++) {
      RendezvousTable left = RendezvousTable.of(Fleets.upToWithout(50, gone), 1.01);
      assertThat(Fleets.movesBetweenSurvivors(fifty, left)).as("%d goes", gone).isLessThan(0.002);
    }
    RendezvousTable more = RendezvousTable.of(Fleets.upTo(51), 1.01);
    assertThat(Fleets.movesBetweenSurvivors(fifty, more)).isLessThan(0.002);
  }

  @Test
  void theCapHoldsUpToAHundred() {
    for (int n = 1; n <= 100; n++) {
      assertThat(Fleets.maxOverMean(RendezvousTable.of(Fleets.upTo(n), 1.01)))
          .as("N = %d", n)
          .isLessThanOrEqualTo(1.01);
    }
  }

  @Test
  void aWeightThatChangesMovesNothingBetweenTheOthers() {
    int[] ids = {1, 2, 3, 4};
    int[] before = Fleets.ownerIds(table(ids, 5, 5, 3, 2));
    int[] heavier = Fleets.ownerIds(table(ids, 5, 5, 4, 2));
    int gained = 0;
    for (int slot = 0; slot < before.length; slot++) {
      if (before[slot] != heavier[slot]) {
        assertThat(heavier[slot]).isEqualTo(3);
        gained++;
      }
    }
    assertThat((double) gained / before.length).isBetween(0.04, 0.06); // from 3/15 to 4/16
  }

  @Test
  void sharesFollowTheWeights() {
    int[] shares = table(new int[] {1, 2, 3}, 10, 20, 70).shares();

    assertThat((double) shares[0]).isCloseTo(6_554, withinPercentage(3));
    assertThat((double) shares[1]).isCloseTo(13_107, withinPercentage(3));
    assertThat((double) shares[2]).isCloseTo(45_875, withinPercentage(1));
  }

  private static RendezvousTable table(int[] ids, int... weights) {
    return RendezvousTable.of(Members.weighted(ids, weights), NO_CAP);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, -1, 0.999, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoCap(double cap) {
    assertThatThrownBy(() -> new RendezvousStrategy(cap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cap must be 1 or more, not " + cap);
    assertThatThrownBy(() -> RendezvousTable.of(Members.none(), cap))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMoreMembersThanSlots() {
    assertThatThrownBy(() -> RendezvousTable.of(Fleets.upTo(65_537), NO_CAP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("65537 servers do not fit: a rendezvous table holds 65536");
  }

  @Test
  void anEmptyTableHasNoOwners() {
    RendezvousTable empty = RendezvousTable.of(Members.none(), 1.01);

    assertThat(empty.ownerOf(65_535)).isEqualTo(-1);
    assertThatThrownBy(() -> empty.ownerIdOf(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the rendezvous table is empty: add a server first");
  }

  /** Golden, so that no later version disagrees with one that runs already. */
  @Test
  void itsDigestIsPartOfTheContractBetweenTwoBalancers() {
    assertThat(RendezvousTable.of(Fleets.upTo(3), NO_CAP).digest()).isEqualTo(0xdd9b34d6a7b1a087L);
    assertThat(RendezvousTable.of(Fleets.upTo(3), 1.01).digest()).isEqualTo(0xd0bf9f16a4ef811aL);
  }
}
