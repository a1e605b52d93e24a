package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetRemoveTest {

  @Test
  void unpublishesThenDrainsThenStopsThenAnswers() {
    FleetDriver driver = FleetDriver.serving(2);
    long remove = driver.remove(1, "server2");

    assertThat(driver.last().getFirst())
        .isInstanceOfSatisfying(
            Effect.Publish.class, publish -> assertThat(publish.positions()).hasSize(1));
    assertThat(driver.last()).contains(new Effect.Drain(2), new Effect.Unwatch(2));
    assertThat(driver.happen(new Event.Drained(2)))
        .containsExactly(new Effect.Stop(2, FleetDriver.STOP_TIMEOUT));
    assertThat(driver.answer(remove)).isNull();
    driver.exit(2);
    assertThat(driver.answer(remove)).isEqualTo(new Done(List.of("server1")));
  }

  @Test
  void stopsWhoDoesNotFinishInTime() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.remove(1, "server2");
    driver.pass(FleetDriver.DRAIN);

    assertThat(driver.last()).contains(new Effect.Stop(2, FleetDriver.STOP_TIMEOUT));
  }

  @Test
  void answersWhoIsStillThereAndKeepsKilling() {
    FleetDriver driver = FleetDriver.serving(2);
    long remove = driver.remove(1, "server2");
    driver.pass(FleetDriver.DRAIN.plus(FleetDriver.STOP_TIMEOUT).plus(Commands.EXIT_MARGIN));

    assertThat(driver.answer(remove))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE,
                "not gone in time: server2; no traffic goes there, and none of it comes back"));
    driver.forget();
    driver.pass(Duration.ofSeconds(5));
    assertThat(driver.all(Effect.Stop.class)).contains(new Effect.Stop(2, Duration.ZERO));
    driver.exit(2);
    assertThat(driver.names()).containsExactly("server1");
  }

  @Test
  void picksAtRandomWhatIsMissing() {
    Set<String> picked = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      FleetDriver driver = FleetDriver.serving(5);
      for (int n = 0; n < i; n++) {
        driver.exit(driver.at(1).generation()); // each replacement draws from the same dice
      }
      driver.remove(2, "server3");
      List<Integer> left =
          driver.fleet().replicas().values().stream()
              .filter(Replica::active)
              .map(Replica::ordinal)
              .toList();
      assertThat(left).hasSize(3).doesNotContain(3);
      picked.add(left.toString());
    }
    assertThat(picked).hasSizeGreaterThan(1);
  }

  @Test
  void removesAllIfAskedForMore() {
    FleetDriver driver = FleetDriver.serving(3);
    long remove = driver.remove(7);
    for (int generation = 1; generation <= 3; generation++) {
      driver.exit(generation);
    }

    assertThat(driver.answer(remove)).isEqualTo(new Done(List.of()));
    assertThat(driver.fleet().published()).isEmpty();
  }

  @Test
  void doesNotDrainWhoIsStarting() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.exit(1);
    String replacement = driver.at(1).name();
    driver.remove(1, replacement);

    assertThat(driver.all(Effect.Drain.class)).isEmpty();
    assertThat(driver.last()).contains(new Effect.Stop(2, FleetDriver.STOP_TIMEOUT));
  }

  @Test
  void letsGoAtOnceOfWhoWaitsToBeStartedAgain() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.exit(1);
    driver.happen(new Event.StartFailed(2, "no such image"));
    driver.happen(new Event.StartFailed(3, "no such image"));
    long remove = driver.remove(1);

    assertThat(driver.answer(remove)).isEqualTo(new Done(List.of()));
    driver.pass(Duration.ofMinutes(1));
    assertThat(driver.fleet().replicas()).isEmpty();
  }

  @Test
  void neverBringsBackWhoWasRemoved() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.miss(2, 1);
    driver.remove(1, "server2");
    driver.happen(new Event.ProbeFailed(2, "no answer"));
    driver.happen(new Event.ProbePassed(2));
    driver.happen(new Event.Started(2, FleetDriver.address(2)));
    driver.exit(2);
    driver.exit(2);
    driver.happen(new Event.ProbePassed(2));
    driver.pass(Duration.ofMinutes(1));

    assertThat(driver.names()).containsExactly("server1");
    assertThat(driver.all(Effect.Start.class)).hasSize(2);
  }

  @Test
  void removesTheDyingWithoutReplacingThem() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.miss(1, 2); // condemned, and killed
    long remove = driver.remove(1, "server1");
    assertThat(driver.answer(remove)).isNull();
    driver.pass(Duration.ofSeconds(1));
    assertThat(driver.last()).contains(new Effect.Stop(1, Duration.ZERO));
    driver.exit(1);

    assertThat(driver.answer(remove)).isEqualTo(new Done(List.of()));
    assertThat(driver.all(Effect.Start.class)).hasSize(1);
  }
}
