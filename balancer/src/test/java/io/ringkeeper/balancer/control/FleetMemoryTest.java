package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the next balancer would find wanted. */
class FleetMemoryTest {

  private static List<SortedSet<Integer>> remembered(FleetDriver driver) {
    return driver.all(Effect.Remember.class).stream()
        .map(remember -> remember.content().ordinals())
        .toList();
  }

  private static SortedSet<Integer> ordinals(Integer... ordinals) {
    return new TreeSet<>(Set.of(ordinals));
  }

  private static int index(FleetDriver driver, Class<? extends Effect> kind) {
    return driver.last().stream().map(Object::getClass).toList().indexOf(kind);
  }

  @Test
  void remembersAnAddWhenAllServeAndBeforeItIsAnswered() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.add(2);
    driver.serve(2);
    assertThat(remembered(driver)).isEmpty();
    driver.serve(3);

    assertThat(remembered(driver)).containsExactly(ordinals(1, 2, 3));
    assertThat(index(driver, Effect.Publish.class)).isZero();
    assertThat(index(driver, Effect.Remember.class))
        .isPositive()
        .isLessThan(index(driver, Effect.Reply.class));
  }

  @Test
  void remembersARemovalWhenItBegins() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.forget();
    long remove = driver.remove(2);

    assertThat(remembered(driver)).containsExactly(ordinals());
    assertThat(driver.answer(remove)).isNull();
  }

  @Test
  void remembersARemovalThatWaitedForTheFirstStart() {
    FleetDriver driver = new FleetDriver(FleetDriver.SETTINGS);
    driver.initial(1);
    driver.remove(1);
    driver.serve(1);

    assertThat(remembered(driver)).containsExactly(ordinals());
  }

  @Test
  void forgetsNobodyWhoDies() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.forget();
    driver.exit(1);
    driver.serve(3);

    assertThat(remembered(driver)).isEmpty();
  }

  @Test
  void remembersNothingOfAnAddThatFails() {
    FleetDriver driver = FleetDriver.serving(1);
    driver.forget();
    driver.add(2);
    driver.serve(2);
    driver.happen(new Event.StartFailed(3, "no such image"));
    driver.exit(2);

    assertThat(remembered(driver)).isEmpty();
  }

  @Test
  void remembersWhatWasWantedBeforeTheShutdown() {
    FleetDriver driver = FleetDriver.serving(2);
    driver.forget();
    driver.shutdown();
    driver.exit(1);
    driver.exit(2);

    assertThat(remembered(driver)).isEmpty();
  }
}
