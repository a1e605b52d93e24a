package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between the world and the balancer: while there are faults, it loses, repeats and delays. What is
 * under way to a balancer ends with it.
 */
final class SimNetwork {

  private final SimAgenda agenda;
  private final SimRandom random;
  private final int lossPercent;
  private final Duration delay;
  private boolean faulty = true;
  private @Nullable Consumer<Event> balancer;

  SimNetwork(SimAgenda agenda, SimRandom random) {
    this.agenda = agenda;
    this.random = random;
    this.lossPercent = random.pick(List.of(0, 0, 5, 15));
    this.delay = random.millis(1, 50, 800);
  }

  boolean faulty() {
    return faulty;
  }

  void repair() {
    faulty = false;
  }

  /** From now on reports go there; null: nowhere. */
  void connect(@Nullable Consumer<Event> to) {
    balancer = to;
  }

  void report(Event event) {
    if (!faulty) {
      deliver(event, 0);
      return;
    }
    if (!random.percent(lossPercent)) {
      deliver(event, random.nanosUpTo(delay));
    }
    if (random.percent(5)) {
      deliver(event, random.nanosUpTo(delay.multipliedBy(4)));
    }
  }

  private void deliver(Event event, long nanos) {
    Consumer<Event> to = balancer;
    agenda.in(
        nanos,
        () -> {
          if (to != null && to.equals(balancer)) {
            to.accept(event);
          }
        });
  }
}
