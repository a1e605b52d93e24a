package io.ringkeeper.balancer.control;

import static io.ringkeeper.balancer.control.FleetDriver.STOP_TIMEOUT;
import static io.ringkeeper.balancer.control.FleetDriver.dead;
import static io.ringkeeper.balancer.control.FleetDriver.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.routing.Health;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A fleet that begins with what an earlier balancer left. */
class FleetAdoptionTest {

  private final FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);

  private List<ReplicaSpec> started() {
    return driver.all(Effect.Start.class).stream().map(Effect.Start::spec).toList();
  }

  @Test
  void keepsWhoRunsAndProbesThemAtOnce() {
    long begin = driver.begin(Set.of(1, 2), running(2, 7), running(1, 4));

    assertThat(driver.names()).containsExactly("old4", "old7");
    assertThat(driver.last())
        .contains(
            new Effect.Watch(4, FleetDriver.address(4), Pace.STARTING),
            new Effect.Watch(7, FleetDriver.address(7), Pace.STARTING));
    driver.happen(new Event.ProbePassed(4));
    assertThat(driver.answer(begin)).isNull();
    driver.happen(new Event.ProbePassed(7));
    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of("old4", "old7")));
    assertThat(started()).isEmpty();
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    assertThat(driver.all(Effect.Remember.class)).isEmpty();
  }

  @Test
  void startsWhoIsMissingAtOnceAndDoesNotWaitForThem() {
    long begin = driver.begin(Set.of(1, 3), running(3, 7));

    assertThat(driver.at(1).name()).matches("server[a-z0-9]{6}");
    assertThat(driver.at(1).generation()).isGreaterThan(7);
    assertThat(driver.fleet().published())
        .extracting(Position::ordinal, Position::health)
        .containsExactly(tuple(1, Health.DOWN), tuple(3, Health.DOWN));
    driver.happen(new Event.ProbePassed(7));
    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of("old7")));
  }

  @Test
  void replacesWhoDoesNotRunAnyMoreOnceItIsRemoved() {
    driver.begin(Set.of(1), dead(1, 4));
    assertThat(driver.all(Effect.Stop.class)).containsExactly(new Effect.Stop(4, Duration.ZERO));
    assertThat(started()).isEmpty();
    driver.pass(Draft.STOP_AGAIN);
    assertThat(driver.all(Effect.Stop.class)).hasSize(2);
    driver.exit(4);

    assertThat(started()).hasSize(1);
    assertThat(driver.at(1).name()).matches("server[a-z0-9]{6}");
    assertThat(driver.said()).anyMatch(line -> line.startsWith("old4 died (it does not run any"));
  }

  @Test
  void prefersWhoRunsAndThenTheYoungest() {
    driver.begin(Set.of(1, 2), dead(1, 9), running(1, 4), running(2, 5), running(2, 6), dead(2, 3));

    assertThat(driver.names()).containsExactly("old4", "old6");
    assertThat(driver.all(Effect.Stop.class))
        .containsExactlyInAnyOrder(
            new Effect.Stop(9, Duration.ZERO),
            new Effect.Stop(5, STOP_TIMEOUT),
            new Effect.Stop(3, Duration.ZERO));
  }

  @Test
  void stopsWhoIsNotWantedUntilTheyAreGone() {
    long begin = driver.begin(Set.of(1), running(1, 1), running(2, 2));
    driver.happen(new Event.ProbePassed(1));
    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of("old1")));
    driver.pass(STOP_TIMEOUT.plus(Draft.STOP_AGAIN));
    assertThat(driver.all(Effect.Stop.class))
        .containsExactly(new Effect.Stop(2, STOP_TIMEOUT), new Effect.Stop(2, Duration.ZERO));

    assertThat(driver.answer(driver.add(1, "old2")))
        .isEqualTo(new Refused(Kind.BAD_REQUEST, "hostname 'old2' already exists"));
    driver.add(1, "S5");
    assertThat(driver.at(3).name()).isEqualTo("S5");
    driver.exit(2);
    assertThat(driver.fleet().strays()).isEmpty();
    assertThat(driver.said()).contains("old2 is gone");
  }

  @Test
  void aSecondHolderGoesWithoutDisturbingTheFirst() {
    driver.begin(Set.of(1), running(1, 1), running(1, 2));
    driver.happen(new Event.ProbePassed(2));
    driver.happen(new Event.ProbePassed(1));
    driver.exit(1);

    assertThat(driver.at(1).generation()).isEqualTo(2);
    assertThat(driver.at(1).listed()).isTrue();
    assertThat(driver.fleet().strays()).isEmpty();
  }

  @Test
  void goesOnWithWhatIsThereIfNothingIsRemembered() {
    long begin = driver.begin(running(2, 2), dead(5, 3));

    assertThat(driver.fleet().replicas()).containsOnlyKeys(2, 5);
    assertThat(driver.all(Effect.Remember.class))
        .extracting(remember -> remember.content().ordinals())
        .containsExactly(new TreeSet<>(Set.of(2, 5)));
    driver.happen(new Event.ProbePassed(2));
    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of("old2")));
    assertThat(driver.said())
        .contains("keeps 2 replicas, as found; `replicas: 3` is for a first start");
  }

  @Test
  void startsWithNoneIfNoneWereWanted() {
    long begin = driver.begin(Set.of(), running(1, 1));

    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of()));
    assertThat(driver.fleet().replicas()).isEmpty();
    assertThat(driver.all(Effect.Stop.class)).containsExactly(new Effect.Stop(1, STOP_TIMEOUT));
  }

  @Test
  void isAnsweredWhenOneServesAndTheOthersAreKnownNotTo() {
    long begin = driver.begin(Set.of(1, 2), running(1, 1), running(2, 2));
    driver.miss(1, 1);
    assertThat(driver.answer(begin)).isNull();
    driver.happen(new Event.ProbePassed(2));

    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of("old2")));
    driver.happen(new Event.ProbePassed(1));
    assertThat(driver.at(1).listed()).isTrue();
  }

  @Test
  void waitsForTheFirstToServeIfNobodyRuns() {
    long begin = driver.begin(Set.of(1, 2));
    assertThat(driver.answer(begin)).isNull();
    driver.serve(driver.at(2).generation());

    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of(driver.at(2).name())));
  }

  @Test
  void isAnsweredInTheEndAndHealsOn() {
    long begin = driver.begin(Set.of(1), running(1, 1));
    driver.miss(1, 1);
    driver.pass(FleetDriver.START_TIMEOUT);
    assertThat(driver.answer(begin)).isEqualTo(new Done(List.of()));
    assertThat(driver.all(Effect.Stop.class)).containsExactly(new Effect.Stop(1, Duration.ZERO));
    driver.exit(1);

    assertThat(started()).hasSize(1);
  }

  @Test
  void takesTheSilenceOfMostForAFaultOfOurOwn() {
    driver.begin(Set.of(1, 2, 3), running(1, 1), running(2, 2), running(3, 3));
    driver.happen(new Event.ProbePassed(3));
    driver.miss(1, 3);
    driver.miss(2, 3);
    driver.pass(FleetDriver.START_TIMEOUT.multipliedBy(3));

    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    assertThat(driver.at(1).state()).isInstanceOf(ReplicaState.Suspect.class);
    driver.happen(new Event.ProbePassed(1));
    assertThat(driver.at(1).listed()).isTrue();
  }

  @Test
  void replacesAtOnceWhoDiesBeforeItsFirstProbe() {
    driver.begin(Set.of(1), running(1, 1));
    driver.exit(1);

    assertThat(started()).hasSize(1);
    assertThat(driver.said()).anyMatch(line -> line.startsWith("old1 died (exit code 137)"));
  }

  @Test
  void neverUsesAGenerationThatMayHaveBeenUsed() {
    driver.begin(Set.of(1), running(1, 5), running(2, 41));
    FleetDriver nothingFound = new FleetDriver(FleetDriver.SETTINGS);
    nothingFound.begin(Set.of(1));

    assertThat(driver.fleet().nextGeneration()).isGreaterThan(41 + 1000);
    assertThat(nothingFound.at(1).generation()).isGreaterThan(1000);
  }

  @Test
  void keepsMoreThanTheLimitOfReplicas() {
    Survivor[] survivors =
        IntStream.rangeClosed(1, 12).mapToObj(i -> running(i, i)).toArray(Survivor[]::new);
    driver.begin(survivors);

    assertThat(driver.fleet().replicas()).hasSize(12);
    assertThat(driver.answer(driver.add(1))).isNull(); // waits, and is refused then
    IntStream.rangeClosed(1, 12).forEach(i -> driver.happen(new Event.ProbePassed(i)));
    assertThat(driver.all(Effect.Reply.class).getLast().outcome())
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "1 more replicas do not fit: replicas-max is 10, and 12 are held"));
  }

  @Test
  void disturbsNobodyIfNoTableCanHoldThem() {
    Survivor[] survivors =
        IntStream.rangeClosed(1, 57).mapToObj(i -> running(i, i)).toArray(Survivor[]::new);

    assertThat(driver.answer(driver.begin(survivors)))
        .isEqualTo(
            new Refused(Kind.CONFLICT, "57 replicas are kept, and the hash ring holds at most 56"));
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    assertThat(driver.fleet().replicas()).isEmpty();
  }

  @Test
  void commandsWaitForTheBeginning() {
    long add = driver.add(1, "S5");
    assertThat(started()).isEmpty();
    driver.begin(Set.of(1), running(1, 1));
    driver.happen(new Event.ProbePassed(1));
    assertThat(driver.at(2).name()).isEqualTo("S5");
    driver.serve(driver.at(2).generation());

    assertThat(driver.answer(add)).isEqualTo(new Done(List.of("old1", "S5")));
  }

  @Test
  void aShutdownRemovesTheAdoptedAndTheLeftOver() {
    long begin = driver.begin(Set.of(1), running(1, 1), running(2, 2));
    long shutdown = driver.shutdown();
    assertThat(driver.answer(begin)).isInstanceOf(Refused.class);
    driver.exit(1);
    assertThat(driver.answer(shutdown)).isNull();
    driver.exit(2);

    assertThat(driver.answer(shutdown)).isEqualTo(new Done(List.of()));
    assertThat(driver.all(Effect.Remember.class)).isEmpty();
  }

  @Test
  void anEndThatKeepsLeavesTheAdoptedAlone() {
    driver.begin(Set.of(1), running(1, 1));
    driver.happen(new Event.Closing());

    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    assertThat(driver.at(1).active()).isTrue();
  }
}
