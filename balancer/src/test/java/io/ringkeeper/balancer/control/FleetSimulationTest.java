package io.ringkeeper.balancer.control;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand lives of a fleet. {@code -Dringkeeper.seeds=N} lives so many instead; {@code
 * -Dringkeeper.seed=N} lives that one again and prints what happened.
 */
class FleetSimulationTest {

  @Test
  void becomesWhatWasCommandedWhateverHappens() {
    Long replayed = Long.getLong("ringkeeper.seed");
    if (replayed != null) {
      live(replayed, System.out);
      return;
    }
    long seeds = Long.getLong("ringkeeper.seeds", 10_000);
    for (long seed = 1; seed <= seeds; seed++) {
      live(seed, null);
    }
  }

  private static void live(long seed, @Nullable PrintStream trace) {
    try {
      new Simulation(seed, trace).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          ("seed %d: %s%nSee it again: ./mvnw test -pl balancer -am -Dtest=FleetSimulationTest"
                  + " -Dsurefire.failIfNoSpecifiedTests=false -Dringkeeper.seed=%d")
              .formatted(seed, e.getMessage(), seed),
          e);
    }
  }
}
