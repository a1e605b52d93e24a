package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitMix64Test {

  /** From Vigna's splitmix64.c with state 1234567. */
  @Test
  void givesTheNumbersOfTheReference() {
    SplitMix64 random = new SplitMix64(1234567);

    assertThat(Long.toUnsignedString(random.next())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(random.next())).isEqualTo("3203168211198807973");
    assertThat(Long.toUnsignedString(random.next())).isEqualTo("9817491932198370423");
    assertThat(Long.toUnsignedString(random.next())).isEqualTo("4593380528125082431");
    assertThat(Long.toUnsignedString(random.next())).isEqualTo("16408922859458223821");
  }

  @Test
  void goesOnFromItsState() {
    SplitMix64 random = new SplitMix64(7);
    random.next();
    SplitMix64 copy = new SplitMix64(random.state());

    assertThat(copy.next()).isEqualTo(random.next());
  }

  @Test
  void staysBelowTheBoundAndReachesAllOfIt() {
    SplitMix64 random = new SplitMix64(1);
    int[] seen = new int[5];
    for (int i = 0; i < 5000; i++) {
      seen[random.below(5)]++;
    }

    for (int count : seen) {
      assertThat(count).isBetween(850, 1150);
    }
  }
}
