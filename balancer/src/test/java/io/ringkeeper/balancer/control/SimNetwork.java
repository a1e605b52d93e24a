package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Between the world and the fleet: while there are faults, it loses, repeats and delays. */
final class SimNetwork {

  private final SimAgenda agenda;
  private final SimRandom random;
  private final Consumer<Event> fleet;
  private final int lossPercent;
  private final Duration delay;
  private boolean faulty = true;

  SimNetwork(SimAgenda agenda, SimRandom random, Consumer<Event> fleet) {
    this.agenda = agenda;
    this.random = random;
    this.fleet = fleet;
    this.lossPercent = random.pick(List.of(0, 0, 5, 15));
    this.delay = random.millis(1, 50, 800);
  }

  boolean faulty() {
    return faulty;
  }

  void repair() {
    faulty = false;
  }

  void report(Event event) {
    if (!faulty) {
      agenda.in(0, () -> fleet.accept(event));
      return;
    }
    if (!random.percent(lossPercent)) {
      agenda.in(random.nanosUpTo(delay), () -> fleet.accept(event));
    }
    if (random.percent(5)) {
      agenda.in(random.nanosUpTo(delay.multipliedBy(4)), () -> fleet.accept(event));
    }
  }
}
