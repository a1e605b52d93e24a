package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.ReplicaState.Suspect;
import io.ringkeeper.balancer.routing.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetHealingTest {

  @Test
  void replacesWhoExitsAtOnceUnderTheSameOrdinalWithANewName() {
    FleetDriver driver = FleetDriver.serving(3);
    driver.exit(2);

    Replica replacement = driver.at(2);
    assertThat(replacement.generation()).isEqualTo(4);
    assertThat(replacement.name()).matches("server[a-z0-9]{6}");
    assertThat(driver.fleet().published().get(1).health()).isEqualTo(Health.DOWN);
    assertThat(driver.said())
        .contains(
            "server2 died (exit code 137); "
                + replacement.name()
                + " starts in its place as ordinal 2");

    driver.pass(Duration.ofMillis(412));
    driver.serve(4);
    assertThat(driver.fleet().published().get(1).health()).isEqualTo(Health.SERVING);
    assertThat(driver.said())
        .contains(replacement.name() + " serves as ordinal 2, 412 ms after server2 died");
  }

  @Test
  void aHeartbeatThatSaysNothingNewLeavesEverythingAsItIs() {
    FleetDriver driver = FleetDriver.serving(3);
    Fleet before = driver.fleet();
    assertThat(driver.happen(new Event.ProbePassed(2))).isEmpty();
    assertThat(driver.fleet()).isSameAs(before);
  }

  @Test
  void healsTwentyKillsInARowAtOnce() {
    FleetDriver driver = FleetDriver.serving(3);
    for (int kill = 0; kill < 20; kill++) {
      long next = driver.fleet().nextGeneration();
      driver.exit(driver.at(2).generation());
      assertThat(driver.at(2).generation()).isEqualTo(next);
      driver.serve(next);
    }
    assertThat(driver.at(2).listed()).isTrue();
  }

  @Test
  void slowsDownWhoKeepsFailingToStart() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.exit(1);
    driver.happen(new Event.StartFailed(2, "no such image"));
    assertThat(driver.at(1).generation()).isEqualTo(3);
    driver.happen(new Event.StartFailed(3, "no such image"));
    assertThat(driver.at(1).generation()).isEqualTo(3);
    driver.pass(Duration.ofMillis(99));
    assertThat(driver.at(1).generation()).isEqualTo(3);
    driver.pass(Duration.ofMillis(1));
    assertThat(driver.at(1).generation()).isEqualTo(4);
  }

  @Test
  void startsAgainWhoDoesNotServeInTimeButOnlyOnceItIsGone() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.exit(1);
    driver.forget();
    driver.pass(FleetDriver.START_TIMEOUT.plusSeconds(2));
    assertThat(driver.all(Effect.Stop.class))
        .containsOnly(new Effect.Stop(2, Duration.ZERO))
        .hasSize(3);
    assertThat(driver.at(1).generation()).isEqualTo(2);
    driver.exit(2);
    assertThat(driver.at(1).generation()).isEqualTo(3);
  }

  @Test
  void masksASuspectAndListsItAgainWhenItAnswers() {
    FleetDriver driver =
        FleetDriver.serving(FleetDriver.settings(true, false, Duration.ofSeconds(10)), 2);
    driver.miss(2, 1);
    assertThat(driver.last()).isEmpty();
    driver.miss(2, 1);
    assertThat(driver.fleet().published().get(1).health()).isEqualTo(Health.SUSPECT);
    driver.pass(Duration.ofSeconds(2));
    driver.happen(new Event.ProbePassed(2));
    assertThat(driver.fleet().published().get(1).health()).isEqualTo(Health.SERVING);
    assertThat(driver.said()).contains("server2 (ordinal 2) answers again after 2 s");
  }

  @Test
  void killsASuspectWhenItsTimeIsOverAndReplacesItWhenItIsGone() {
    FleetDriver driver =
        FleetDriver.serving(FleetDriver.settings(true, false, Duration.ofSeconds(10)), 2);
    driver.miss(2, 2);
    driver.pass(Duration.ofMillis(9_999));
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    driver.pass(Duration.ofMillis(1));
    assertThat(driver.last()).contains(new Effect.Stop(2, Duration.ZERO), new Effect.Unwatch(2));
    driver.happen(new Event.ProbePassed(2));
    assertThat(driver.at(2).generation()).isEqualTo(2);
    driver.exit(2);
    assertThat(driver.at(2).generation()).isEqualTo(3);
  }

  @Test
  void replacesOneAtATimeOnHeartbeatsAlone() {
    FleetDriver driver = FleetDriver.serving(5);
    driver.miss(1, 2);
    driver.miss(2, 2);
    assertThat(driver.all(Effect.Stop.class)).containsExactly(new Effect.Stop(1, Duration.ZERO));
    driver.exit(1);
    assertThat(driver.at(2).state()).isInstanceOf(Suspect.class);
    driver.serve(6);
    assertThat(driver.all(Effect.Stop.class)).contains(new Effect.Stop(2, Duration.ZERO));
  }

  @Test
  void givesUpWaitingForAReplacementThatNeverServes() {
    FleetDriver driver = FleetDriver.serving(5);
    driver.miss(1, 2);
    driver.miss(2, 2);
    driver.pass(FleetDriver.START_TIMEOUT);

    assertThat(driver.all(Effect.Stop.class)).contains(new Effect.Stop(2, Duration.ZERO));
  }

  @Test
  void replacesNobodyOnHeartbeatsWhileMostFailTogetherButExitsCount() {
    FleetDriver driver =
        FleetDriver.serving(FleetDriver.settings(true, false, Duration.ofSeconds(1)), 3);
    driver.miss(1, 2);
    driver.miss(2, 2);
    driver.pass(Duration.ofMinutes(10));
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    driver.exit(2);
    assertThat(driver.at(2).generation()).isEqualTo(4);
    assertThat(driver.all(Effect.Stop.class)).containsExactly(new Effect.Stop(1, Duration.ZERO));
  }

  @Test
  void ignoresWhatIsSaidOfOthers() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.exit(2);
    driver.forget();
    Fleet before = driver.fleet();
    for (Event stale :
        List.of(
            new Event.Exited(2, "exit code 137"),
            new Event.StartFailed(2, "late"),
            new Event.Started(2, FleetDriver.address(2)),
            new Event.ProbePassed(2),
            new Event.ProbeFailed(2, "late"),
            new Event.Drained(1),
            new Event.Drained(99),
            new Event.Tick())) {
      assertThat(driver.happen(stale)).isEmpty();
    }
    assertThat(driver.fleet()).isEqualTo(before);
  }
}
