package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetShutdownTest {

  private static final Refused REFUSED =
      new Refused(Kind.UNAVAILABLE, "the balancer is shutting down");

  @Test
  void drainsAndStopsEverybody() {
    FleetDriver driver = FleetDriver.serving(2);
    long shutdown = driver.shutdown();
    assertThat(driver.last()).contains(new Effect.Drain(1), new Effect.Drain(2));
    driver.happen(new Event.Drained(1));
    driver.happen(new Event.Drained(2));
    driver.exit(1);
    assertThat(driver.answer(shutdown)).isNull();
    driver.exit(2);
    assertThat(driver.answer(shutdown)).isEqualTo(new Done(List.of()));
  }

  @Test
  void answersWhoWaitsForACommandBeforeItEndsAndServesOn() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(2);
    long waiting = driver.remove(1);
    driver.happen(new Event.Closing());

    assertThat(driver.answer(add)).isEqualTo(REFUSED);
    assertThat(driver.answer(waiting)).isEqualTo(REFUSED);
    assertThat(driver.all(Effect.Stop.class))
        .containsExactly(new Effect.Stop(2, Duration.ZERO), new Effect.Stop(3, Duration.ZERO));
    assertThat(driver.at(1).listed()).isTrue();
    assertThat(driver.answer(driver.add(1))).isEqualTo(REFUSED);
  }

  @Test
  void healsUntilItIsShutDown() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.happen(new Event.Closing());
    driver.exit(1);
    driver.serve(2);
    assertThat(driver.at(1).listed()).isTrue();

    long shutdown = driver.shutdown();
    driver.exit(2);
    assertThat(driver.answer(shutdown)).isEqualTo(new Done(List.of()));
  }

  @Test
  void overtakesWhatIsInProgressAndWhatWaits() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(1);
    long waiting = driver.add(1);
    driver.shutdown();

    assertThat(driver.answer(add)).isEqualTo(REFUSED);
    assertThat(driver.answer(waiting)).isEqualTo(REFUSED);
    assertThat(driver.last()).contains(new Effect.Stop(2, Duration.ZERO));
    assertThat(driver.all(Effect.Drain.class)).containsExactly(new Effect.Drain(1));
  }

  @Test
  void letsThoseWhoLeaveAlreadyFinishInPeace() {
    FleetDriver driver = FleetDriver.serving(2);
    long remove = driver.remove(1, "server2");
    driver.shutdown();

    assertThat(driver.answer(remove)).isEqualTo(REFUSED);
    assertThat(driver.all(Effect.Stop.class)).isEmpty();
    assertThat(driver.all(Effect.Drain.class))
        .containsExactly(new Effect.Drain(2), new Effect.Drain(1));
  }

  @Test
  void answersAnAbortedCommandWithItsOwnReason() {
    FleetDriver driver = FleetDriver.serving(1);
    long add = driver.add(2, "S5", "S6");
    driver.happen(new Event.StartFailed(2, "no such image"));
    driver.shutdown();

    assertThat(driver.answer(add))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE, "S5 could not be started: no such image; nothing was added"));
  }

  @Test
  void refusesEverythingFromThenOn() {
    FleetDriver driver = FleetDriver.serving(1);
    long shutdown = driver.shutdown();
    long again = driver.shutdown();
    long add = driver.add(1);

    assertThat(driver.answer(shutdown)).isEqualTo(REFUSED);
    assertThat(driver.answer(add)).isEqualTo(REFUSED);
    driver.happen(new Event.Drained(1));
    driver.exit(1);
    assertThat(driver.answer(again)).isEqualTo(new Done(List.of()));
  }

  @Test
  void answersWhoIsStillThereInTheEnd() {
    FleetDriver driver = FleetDriver.serving(1);
    long shutdown = driver.shutdown();
    driver.pass(Duration.ofSeconds(10));

    assertThat(driver.answer(shutdown)).isInstanceOf(Refused.class);
  }

  @Test
  void isDoneAtOnceIfThereIsNobody() {
    FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);
    long shutdown = driver.shutdown();

    assertThat(driver.answer(shutdown)).isEqualTo(new Done(List.of()));
  }
}
