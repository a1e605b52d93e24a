package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every strategy. */
class StrategyTest {

  static final List<Strategy> STRATEGIES = Fleets.STRATEGIES;

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void aThousandRandomHistoriesLeaveNoTrace(Strategy strategy) {
    for (long seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Map<Integer, Integer> members = new TreeMap<>();
      for (int step = 0; step < 20; step++) {
        int id = random.nextInt(12);
        if (members.remove(id) == null) {
          members.put(id, strategy.knowsWeights() && seed % 2 == 0 ? 1 + random.nextInt(2) : 1);
        }
      }
      LookupTable one = strategy.build(Fleets.shuffled(members, random));
      LookupTable other = strategy.build(Fleets.shuffled(members, random));
      assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
      assertThat(Arrays.equals(one.owners, other.owners)).as("seed %d", seed).isTrue();
      assertThat(one.digest()).as("seed %d", seed).isEqualTo(other.digest());
    }
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void aDigestNamesTheTable(Strategy strategy) {
    long digest = strategy.build(Fleets.upTo(3)).digest();

    assertThat(strategy.build(Fleets.upTo(4)).digest()).isNotEqualTo(digest);
    for (Strategy other : STRATEGIES) {
      if (!other.equals(strategy)) {
        assertThat(other.build(Fleets.upTo(3)).digest()).isNotEqualTo(digest);
      }
    }
    if (strategy.knowsWeights()) {
      Members heavier = Members.weighted(new int[] {1, 2, 3}, new int[] {2, 2, 2});
      assertThat(strategy.build(heavier).digest()).isNotEqualTo(digest);
      assertThat(strategy.build(heavier).owners).isEqualTo(strategy.build(Fleets.upTo(3)).owners);
    }
  }

  @Test
  void theRingRefusesWeights() {
    Members heavier = Members.weighted(new int[] {1, 2}, new int[] {1, 2});
    assertThatThrownBy(() -> STRATEGIES.getFirst().build(heavier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a ring knows no weights");
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void refusesMoreThanItsCapacity(Strategy strategy) {
    assertThatThrownBy(() -> strategy.build(Fleets.upTo(strategy.capacity() + 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do not fit");
    assertThatThrownBy(() -> strategy.idFor(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
