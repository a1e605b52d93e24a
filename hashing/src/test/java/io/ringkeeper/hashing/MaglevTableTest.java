package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaglevTableTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,5", "10,1", "20,100", "50,1", "7,1000"})
  void agreesWithTheOracleOnEverySlot(int size, int maxWeight) {
    Random random = new Random(size);
    Map<Integer, Integer> members = Fleets.random(random, size, maxWeight);

    assertThat(Fleets.ownerIds(MaglevTable.of(Fleets.shuffled(members, random))))
        .isEqualTo(NaiveTables.maglev(members).stream().mapToInt(id -> id).toArray());
  }

  /** As even as whole slots can be; up to a hundred members that is 1.0015 times the mean. */
  @Test
  void noTwoSharesDifferByMoreThanOne() {
    for (int n = 1; n <= 100; n++) {
      MaglevTable table = MaglevTable.of(Fleets.upTo(n));
      int fair = 65_537 / n;
      assertThat(IntStream.of(table.shares()))
          .as("N = %d", n)
          .allMatch(share -> share == fair || share == fair + 1);
      assertThat(Fleets.maxOverMean(table)).isLessThan(n <= 65 ? 1.001 : 1.0015);
    }
  }

  @Test
  void whoeverLeavesFiftyMovesLittleBetweenTheOthers() {
    MaglevTable fifty = MaglevTable.of(Fleets.upTo(50));
    for (int gone = 1; gone <= 50; gone++) {
      MaglevTable left = MaglevTable.of(Fleets.upToWithout(50, gone));
      assertThat(Fleets.movesBetweenSurvivors(fifty, left)).as("%d goes", gone).isLessThan(0.005);
    }
    MaglevTable more = MaglevTable.of(Fleets.upTo(51));
    assertThat(Fleets.movesBetweenSurvivors(fifty, more)).isLessThan(0.005);
  }

  @Test
  void sharesFollowTheWeights() {
    MaglevTable table = MaglevTable.of(Members.weighted(new int[] {1, 2, 3}, new int[] {1, 2, 97}));

    assertThat(table.shares()).containsExactly(656, 1_311, 63_570);
  }

  @Test
  void everybodyHasASlotWhateverTheWeights() {
    int[] ids = IntStream.range(0, 1_000).toArray();
    int[] weights = new int[1_000];
    Arrays.fill(weights, 1);
    weights[7] = Members.MAX_WEIGHT;

    assertThat(MaglevTable.of(Members.weighted(ids, weights)).shares()).doesNotContain(0);
  }

  @Test
  void isFullWithAMemberForEachSlot() {
    MaglevTable full = MaglevTable.of(Fleets.upTo(65_537));
    assertThat(full.shares()).containsOnly(1);

    assertThatThrownBy(() -> MaglevTable.of(Fleets.upTo(65_538)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("65538 servers do not fit: a Maglev table holds 65537");
  }

  @Test
  void anEmptyTableHasNoOwners() {
    MaglevTable empty = MaglevTable.of(Members.none());

    assertThat(empty.ownerOf(65_536)).isEqualTo(-1);
    assertThat(empty.shares()).isEmpty();
    assertThatThrownBy(() -> empty.ownerIdOf(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the Maglev table is empty: add a server first");
  }

  /** Golden, so that no later version disagrees with one that runs already. */
  @Test
  void itsDigestIsPartOfTheContractBetweenTwoBalancers() {
    assertThat(MaglevTable.of(Fleets.upTo(3)).digest()).isEqualTo(0x64349b6f0061d5c8L);
  }

  @Test
  void keysFindSlotsEvenlyAlsoWhenTheyAreInARow() {
    MaglevTable table = MaglevTable.of(Fleets.upTo(1));
    int[] eighths = new int[8];
    for (long key = -50_000; key < 50_000; key++) {
      eighths[table.slotOf(key) * 8 / MaglevTable.SLOTS]++;
    }
    assertThat(IntStream.of(eighths)).allMatch(count -> count > 12_100 && count < 12_900);
  }
}
