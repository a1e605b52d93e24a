package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MixingTest {

  @Test
  void mixesAsTheJdkDoes() {
    for (long seed : new Random(1).longs(1_000).toArray()) {
      SplittableRandom random = new SplittableRandom(seed);
      assertThat(Mixing.draw(seed, 1)).isEqualTo(random.nextLong());
      assertThat(Mixing.draw(seed, 2)).isEqualTo(random.nextLong());
    }
  }

  @Test
  void whatWasMixedCanBeUndone() {
    new Random(2)
        .ints(100_000)
        .forEach(value -> assertThat(Mixing.unmix32(Mixing.mix32(value))).isEqualTo(value));
    assertThat(Mixing.unmix32(Mixing.mix32(0))).isZero();
    assertThat(Mixing.unmix32(Mixing.mix32(-1))).isEqualTo(-1);
  }

  @Test
  void reducesToTheWholeRange() {
    assertThat(Mixing.reduce(0, 65_537)).isZero();
    assertThat(Mixing.reduce(-1, 65_537)).isEqualTo(65_536);
    assertThat(Mixing.reduce(Long.MIN_VALUE, 10)).isEqualTo(5);
  }
}
