package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The dice of one simulation. */
final class SimRandom {

  private final Random random;

  SimRandom(long seed) {
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /** A number from {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  long nanosUpTo(Duration most) {
    return (long) (random.nextDouble() * most.toNanos());
  }

  Duration millis(int... choices) {
    return Duration.ofMillis(choices[random.nextInt(choices.length)]);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  long nextLong() {
    return random.nextLong();
  }
}
