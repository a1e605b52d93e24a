package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {

  @Test
  void areASetInAscendingOrder() {
    Members members = Members.weighted(new int[] {5, 0, 3}, new int[] {2, 1, 1_000});

    assertThat(members).hasToString("[0, 3×1000, 5×2]");
    assertThat(members.indexOf(3)).isEqualTo(1);
    assertThat(members.indexOf(4)).isNegative();
    assertThat(members.totalWeight()).isEqualTo(1_003);
    assertThat(members.maxWeight()).isEqualTo(1_000);
    assertThat(members.areEqual()).isFalse();
    assertThat(members)
        .isEqualTo(Members.weighted(new int[] {0, 3, 5}, new int[] {1, 1_000, 2}))
        .isNotEqualTo(Members.of(0, 3, 5));
    assertThat(Members.none().areEqual()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001, Integer.MIN_VALUE})
  void refuseWhatIsNoWeight(int weight) {
    assertThatThrownBy(() -> Members.weighted(new int[] {1, 7}, new int[] {1, weight}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "weight %d of server id 7 is out of range: weights are 1 to 1000".formatted(weight));
  }

  @Test
  void refuseWhatIsNoSet() {
    assertThatThrownBy(() -> Members.of(1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server id 1 is there already: ids are distinct");
    assertThatThrownBy(() -> Members.of(1, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("server id -2 is negative: ids are 0 or more");
    assertThatThrownBy(() -> Members.weighted(new int[] {1}, new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 members cannot have 2 weights");
  }
}
