package io.ringkeeper.balancer.control;

import static io.ringkeeper.balancer.control.FleetDriver.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.hashing.MaglevStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who begins to serve takes a growing part of its keys. */
class FleetSlowStartTest {

  private static final FleetSettings SLOW =
      FleetDriver.settings(true, false, Duration.ofMinutes(10), Duration.ofSeconds(20));

  private final FleetDriver driver = FleetDriver.serving(SLOW, 4);

  @Test
  void aFleetThatComesUpAsAWholeTakesEverythingAtOnce() {
    assertThat(ramps()).containsExactly(100, 100, 100, 100);
    driver.pass(Duration.ofSeconds(30));
    assertThat(driver.all(Effect.Publish.class)).hasSize(1);
  }

  @Test
  void aReplacementRampsInEqualSteps() {
    driver.exit(2);
    driver.serve(5);
    assertThat(ramps()).containsExactly(100, 5, 100, 100);
    driver.pass(Duration.ofMillis(999));
    assertThat(ramps()).containsExactly(100, 5, 100, 100);
    driver.pass(Duration.ofMillis(1));
    assertThat(ramps()).containsExactly(100, 10, 100, 100);
    driver.forget();
    driver.pass(Duration.ofSeconds(17));
    assertThat(driver.all(Effect.Publish.class)).hasSize(17);
    assertThat(ramps()).containsExactly(100, 95, 100, 100);
    driver.pass(Duration.ofSeconds(1));
    assertThat(ramps()).containsExactly(100, 100, 100, 100);
    assertThat(driver.fleet().wakeup()).isEmpty();
    assertThat(driver.fleet().ramps()).isEmpty();
  }

  @Test
  void aStepThatIsDueIsTakenByWhateverHappensFirst() {
    driver.exit(2);
    driver.serve(5);
    driver.happenLate(Duration.ofSeconds(1), new Event.ProbePassed(1));
    assertThat(ramps()).containsExactly(100, 10, 100, 100);
  }

  @Test
  void oneThatRecoversRampsAndOneThatFailsAgainBeginsAnew() {
    driver.miss(2, 2);
    driver.happen(new Event.ProbePassed(2));
    driver.pass(Duration.ofSeconds(5));
    assertThat(ramps()).containsExactly(100, 30, 100, 100);
    driver.miss(2, 1);
    driver.happen(new Event.ProbePassed(2));
    assertThat(ramps()).as("a single miss is nothing").containsExactly(100, 30, 100, 100);
    driver.miss(2, 2);
    driver.happen(new Event.ProbePassed(2));
    assertThat(ramps()).containsExactly(100, 5, 100, 100);
  }

  @Test
  void addedOnesRampHoweverManyTheyAre() {
    driver.add(6);
    for (long generation = 5; generation <= 10; generation++) {
      driver.serve(generation);
    }
    assertThat(ramps()).containsExactly(100, 100, 100, 100, 5, 5, 5, 5, 5, 5);
    driver.pass(Duration.ofSeconds(19));
    assertThat(ramps()).containsOnly(100);
  }

  @Test
  void afterAnOutageOfMostOfThemNobodyRamps() {
    for (long generation = 2; generation <= 4; generation++) {
      driver.miss(generation, 2);
    }
    driver.happen(new Event.ProbePassed(2));
    assertThat(ramps().subList(0, 2)).as("one of four cannot take it all").containsOnly(100);
    driver.happen(new Event.ProbePassed(3));
    assertThat(ramps().subList(0, 3)).as("two of four can").containsExactly(100, 100, 5);
  }

  @Test
  void aRampIsOverWhenTooFewAreLeftToTakeTheRest() {
    driver.miss(2, 2);
    driver.happen(new Event.ProbePassed(2));
    driver.miss(3, 2);
    assertThat(ramps()).containsExactly(100, 5, 100, 100);
    driver.miss(4, 2);
    assertThat(ramps().subList(0, 2)).containsExactly(100, 100);
    driver.happen(new Event.ProbePassed(4));
    assertThat(ramps().get(1)).as("never back").isEqualTo(100);
  }

  @Test
  void weightsCountForWhoCanTakeTheRest() {
    driver.change(new MaglevStrategy());
    driver.weigh("server1", 3);
    driver.miss(1, 2);
    driver.happen(new Event.ProbePassed(1));
    assertThat(ramps()).as("3 of 6 are left").containsExactly(5, 100, 100, 100);
    driver.weigh("server1", 4);
    assertThat(ramps()).as("3 of 7 are left").containsExactly(100, 100, 100, 100);
  }

  @Test
  void whatAnEarlierBalancerLeftDoesNotRamp() {
    FleetDriver next = new FleetDriver(SLOW);
    next.begin(Set.of(1, 2, 3), running(1, 1), running(2, 2), running(3, 3));
    next.happen(new Event.ProbePassed(1));
    next.happen(new Event.ProbePassed(2));
    next.happen(new Event.ProbePassed(3));
    assertThat(ramps(next)).containsExactly(100, 100, 100);
    next.exit(3);
    next.serve(next.at(3).generation());
    assertThat(ramps(next)).containsExactly(100, 100, 5);
  }

  @Test
  void withoutASlowStartThereIsNone() {
    FleetDriver quick = FleetDriver.serving(2);
    quick.exit(2);
    quick.serve(3);
    assertThat(ramps(quick)).containsExactly(100, 100);
  }

  private List<Integer> ramps() {
    return ramps(driver);
  }

  private static List<Integer> ramps(FleetDriver of) {
    return of.all(Effect.Publish.class).getLast().positions().stream().map(Position::ramp).toList();
  }
}
