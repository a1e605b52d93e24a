package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.balancer.routing.Health;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A fleet on an engine that cannot start or stop anything. */
class FleetFixedTest {

  private static final FleetSettings FIXED = FleetDriver.settings(false, false, Duration.ZERO);

  @Test
  void startsAfterTheFirstRoundOfProbesHoweverItWent() {
    FleetDriver driver = new FleetDriver(FIXED);
    long start = driver.initial(2);
    driver.serve(1);
    driver.happen(new Event.Started(2, FleetDriver.address(2)));
    assertThat(driver.last())
        .containsExactly(new Effect.Watch(2, FleetDriver.address(2), Pace.STEADY));
    assertThat(driver.answer(start)).isNull();
    driver.miss(2, 1);

    assertThat(driver.answer(start)).isEqualTo(new Done(List.of("server1")));
    assertThat(driver.fleet().published())
        .extracting(Position::health)
        .containsExactly(Health.SERVING, Health.DOWN);
    driver.happen(new Event.ProbePassed(2));
    assertThat(driver.fleet().published().get(1).health()).isEqualTo(Health.SERVING);
    assertThat(driver.said()).contains("server2 serves as ordinal 2");
  }

  /** As when the second of three has left the list. */
  @Test
  void holdsTheOrdinalsThatItIsGiven() {
    FleetDriver driver = new FleetDriver(FIXED);
    long start = driver.initial(new TreeSet<>(Set.of(3, 1)));
    driver.serve(1);
    driver.serve(2);

    assertThat(driver.answer(start)).isEqualTo(new Done(List.of("server1", "server3")));
    assertThat(driver.fleet().published()).extracting(Position::ordinal).containsExactly(1, 3);
  }

  /** Spread over 512 slots, both are at 189. */
  @Test
  void refusesOrdinalsWithOnePlaceOnTheRing() {
    FleetDriver driver = new FleetDriver(FIXED);
    long start = driver.initial(new TreeSet<>(Set.of(1, 513)));

    assertThat(driver.answer(start))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.message())
                    .isEqualTo("the hash ring has one place for two of the ordinals [1, 513]"));
    assertThat(driver.all(Effect.Start.class)).isEmpty();
  }

  @Test
  void startsAnywayIfNoProbeResultComes() {
    FleetDriver driver = new FleetDriver(FIXED);
    long start = driver.initial(1);
    driver.happen(new Event.Started(1, FleetDriver.address(1)));
    driver.pass(FleetDriver.START_TIMEOUT);

    assertThat(driver.answer(start)).isEqualTo(new Done(List.of()));
    assertThat(driver.fleet().published()).hasSize(1);
  }

  @Test
  void doesNotStartWithoutAnAddress() {
    FleetDriver driver = new FleetDriver(FIXED);
    long start = driver.initial(1);
    driver.pass(FleetDriver.START_TIMEOUT);
    driver.exit(1);

    assertThat(driver.answer(start)).isInstanceOf(Refused.class);
  }

  @Test
  void keepsASuspectUntilItRecoversWhateverIsSaid() {
    FleetDriver driver = FleetDriver.serving(FIXED, 1);
    driver.miss(1, 2);
    driver.pass(Duration.ofHours(1));
    driver.exit(1);
    assertThat(driver.fleet().published().getFirst().health()).isEqualTo(Health.SUSPECT);
    driver.happen(new Event.ProbePassed(1));

    assertThat(driver.fleet().published().getFirst().health()).isEqualTo(Health.SERVING);
    assertThat(driver.all(Effect.Start.class)).hasSize(1);
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
  }
}
