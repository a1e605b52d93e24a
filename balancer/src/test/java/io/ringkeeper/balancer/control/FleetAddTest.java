package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FleetAddTest {

  @Test
  void startsTheInitialReplicasTogetherAndPublishesThemTogether() {
    FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);
    long start = driver.initial(2);

    assertThat(driver.last())
        .containsExactly(
            new Effect.Start(new ReplicaSpec(1, 1, "server1", "[1 server1]")),
            new Effect.Start(new ReplicaSpec(2, 2, "server2", "[2 server2]")));
    driver.serve(2);
    assertThat(driver.all(Effect.Publish.class)).isEmpty();
    driver.serve(1);
    assertThat(driver.last().getFirst()).isInstanceOf(Effect.Publish.class);
    assertThat(driver.answer(start)).isEqualTo(new Done(List.of("server1", "server2")));
    assertThat(driver.said())
        .contains("server1 serves as ordinal 1", "server2 serves as ordinal 2");
  }

  @Test
  void probesOftenUntilAReplicaServes() {
    FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);
    driver.initial(1);

    assertThat(driver.happen(new Event.Started(1, FleetDriver.address(1))))
        .containsExactly(new Effect.Watch(1, FleetDriver.address(1), Pace.STARTING));
    assertThat(driver.happen(new Event.ProbePassed(1)))
        .contains(new Effect.Watch(1, FleetDriver.address(1), Pace.STEADY));
  }

  @Test
  void namesTheFirstOnesAsAskedAndTheRestAtRandom() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.add(3, "S5", "S4");

    assertThat(driver.names().subList(0, 3)).containsExactly("server1", "S5", "S4");
    assertThat(driver.names().get(3)).matches("server[a-z0-9]{6}");
  }

  @Test
  void takesTheLowestFreeOrdinals() {
    FleetDriver driver = FleetDriver.serving(3);
    driver.remove(1, "server2");
    driver.happen(new Event.Drained(2));
    driver.exit(2);
    driver.add(2);

    assertThat(driver.fleet().replicas().keySet()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void addsNothingIfOneCannotBeStarted() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(3, "S5", "S6", "S7");
    driver.serve(2);
    driver.happen(new Event.StartFailed(3, "no such image"));

    assertThat(driver.all(Effect.Stop.class))
        .containsExactly(new Effect.Stop(2, Duration.ZERO), new Effect.Stop(4, Duration.ZERO));
    assertThat(driver.answer(add)).isNull();
    driver.exit(2);
    driver.exit(4);
    assertThat(driver.answer(add))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE, "S6 could not be started: no such image; nothing was added"));
    assertThat(driver.names()).containsExactly("server1");
    assertThat(driver.all(Effect.Publish.class)).hasSize(1);
  }

  @Test
  void addsNothingIfOneDoesNotServeInTime() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(1, "S5");
    driver.happen(new Event.Started(2, FleetDriver.address(2)));
    driver.happen(new Event.ProbeFailed(2, "connection refused"));
    driver.pass(FleetDriver.START_TIMEOUT);
    driver.exit(2);

    assertThat(driver.answer(add))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE,
                "S5 could not be started: it did not serve within 8 s;"
                    + " last probe: connection refused; nothing was added"));
  }

  @Test
  void addsNothingIfOneServesAndIsSuspectedBeforeTheOthersServe() {
    FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);
    long start = driver.initial(2);
    driver.serve(1);
    driver.miss(1, 2);
    driver.serve(2);
    assertThat(driver.answer(start)).isNull();
    driver.happen(new Event.ProbePassed(1));
    assertThat(driver.answer(start)).isInstanceOf(Done.class);
  }

  @Test
  void answersEvenIfAFailedReplicaDoesNotExit() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(2, "S5", "S6");
    driver.happen(new Event.StartFailed(2, "no such image"));
    driver.pass(Commands.EXIT_MARGIN);

    assertThat(driver.answer(add)).isInstanceOf(Refused.class);
    assertThat(driver.names()).containsExactly("server1", "S6");
    driver.forget();
    driver.pass(Duration.ofSeconds(10));
    assertThat(driver.all(Effect.Stop.class)).hasSizeGreaterThan(5);
  }

  @Test
  void holdsNameOrdinalAndCapacityUntilGone() {
    FleetDriver driver = FleetDriver.serving(9);
    driver.remove(1, "server9");
    driver.pass(FleetDriver.DRAIN.plus(FleetDriver.STOP_TIMEOUT).plus(Commands.EXIT_MARGIN));

    long sameName = driver.add(1, "server9");
    assertThat(driver.answer(sameName))
        .isEqualTo(new Refused(Kind.BAD_REQUEST, "hostname 'server9' already exists"));
    long tooMany = driver.add(2);
    assertThat(driver.answer(tooMany))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "2 more replicas do not fit: replicas-max is 10, and 9 are held"));
    driver.exit(9);
    driver.add(1, "server9");
    assertThat(driver.at(9).name()).isEqualTo("server9");
    assertThat(driver.at(9).generation()).isEqualTo(10);
  }

  @Test
  void carriesOutCommandsOneAfterTheOther() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(1, "S5");
    long remove = driver.remove(1, "S5");
    assertThat(driver.answer(remove)).isNull();
    driver.serve(2);
    assertThat(driver.answer(add)).isEqualTo(new Done(List.of("server1", "S5")));
    driver.happen(new Event.Drained(2));
    driver.exit(2);
    assertThat(driver.answer(remove)).isEqualTo(new Done(List.of("server1")));
  }

  @Test
  void refusesCommandsBeyondThoseThatMayWait() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.add(1);
    List<Long> waiting = Stream.generate(() -> driver.add(1)).limit(Commands.MOST_WAITING).toList();
    assertThat(waiting).allSatisfy(id -> assertThat(driver.answer(id)).isNull());

    long refused = driver.add(1);
    assertThat(driver.answer(refused))
        .isEqualTo(
            new Refused(Kind.UNAVAILABLE, "64 commands are waiting already; try again later"));
  }
}
