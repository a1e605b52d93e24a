package io.ringkeeper.balancer.control;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One life of a fleet, decided by its seed: some seconds of commands and of faults of every kind,
 * then quiet, in which the fleet must become what was commanded.
 */
final class Simulation {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SimRandom random;
  private final SimAgenda agenda;
  private final SimNetwork network;
  private final SimWorld world;
  private final SimOperator operator;
  private final SimInvariants invariants;
  private final @Nullable PrintStream trace;
  private Fleet fleet;
  private OptionalLong tick = OptionalLong.empty();

  Simulation(long seed, @Nullable PrintStream trace) {
    this.trace = trace;
    this.random = new SimRandom(seed);
    this.agenda = new SimAgenda(random.percent(50) ? random.nextLong() : Long.MAX_VALUE - 1);
    this.network = new SimNetwork(agenda, random, this::happen);
    FleetSettings settings = settings();
    this.world = new SimWorld(agenda, random, network, settings);
    this.operator = new SimOperator(random);
    this.invariants = new SimInvariants(operator);
    this.fleet = Fleet.empty(settings, seed);
    note("seed " + seed, settings);
  }

  private void note(String when, Object what) {
    if (trace != null) {
      trace.println(when + " " + what);
    }
  }

  private FleetSettings settings() {
    return new FleetSettings(
        random.between(4, 56),
        random.between(4, 16),
        random.percent(30),
        random.percent(90),
        random.between(1, 3),
        random.between(1, 2),
        random.millis(2000, 5000),
        random.millis(0, 1000, 5000),
        random.millis(0, 2000),
        random.millis(0, 0, 2000),
        (ordinal, _) -> Integer.toString(ordinal),
        ordinal -> "server" + ordinal);
  }

  void run() {
    Duration trouble = random.millis(5_000, 15_000, 30_000);
    happen(operator.initial(random.between(0, 4)));
    again(random.millis(1000, 4000), this::command);
    again(random.millis(500, 3000, 10_000), world::mischief);
    while (agenda.elapsed().compareTo(trouble) < 0) {
      agenda.step();
    }
    note("--", "no more faults");
    network.repair();
    world.recover(random.percent(50));
    if (random.percent(10)) {
      happen(operator.shutdown());
    }
    Duration end = agenda.elapsed().plus(PATIENCE);
    while (!settled()) {
      if (agenda.elapsed().compareTo(end) > 0 || !agenda.step()) {
        throw new AssertionError(
            "%d were commanded, but it ends with %s and %s"
                .formatted(operator.commanded(), fleet, world.living(_ -> true)));
      }
    }
  }

  private void again(Duration about, Runnable task) {
    agenda.in(
        random.nanosUpTo(about.multipliedBy(2)),
        () -> {
          if (network.faulty()) {
            task.run();
            again(about, task);
          }
        });
  }

  private void command() {
    List<String> present = fleet.replicas().values().stream().map(Replica::name).toList();
    happen(operator.random(present));
  }

  /** As many as were commanded serve, and nobody else is alive. */
  private boolean settled() {
    return !operator.isWaiting()
        && fleet.replicas().size() == operator.commanded()
        && fleet.replicas().values().stream().allMatch(Replica::listed)
        && world.living(_ -> true).size() == operator.commanded()
        && world.living(process -> process.life == SimProcess.Life.UP).size()
            == operator.commanded();
  }

  private void happen(Event event) {
    Fleet.Step step = fleet.apply(event, agenda.now());
    if (!step.effects().isEmpty()) {
      note(agenda.elapsed().toString(), event);
      step.effects().forEach(effect -> note("   ", effect));
    }
    fleet = step.fleet();
    invariants.check(step, agenda.now());
    step.effects().forEach(this::carryOut);
    planTick();
  }

  private void planTick() {
    OptionalLong wakeup = fleet.wakeup();
    if (wakeup.isPresent() && !wakeup.equals(tick)) {
      tick = wakeup;
      agenda.in(
          wakeup.getAsLong() - agenda.now(),
          () -> {
            if (fleet.wakeup().equals(wakeup)) {
              happen(new Event.Tick());
            }
          });
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Start start -> world.start(start.spec());
      case Effect.Stop stop -> world.stop(stop.generation(), stop.grace());
      case Effect.Watch watch -> world.watch(watch.generation(), watch.pace());
      case Effect.Unwatch unwatch -> world.unwatch(unwatch.generation());
      case Effect.Drain drain -> world.drain(drain.generation());
      case Effect.Publish _, Effect.Remember _, Effect.Reply _, Effect.Announce _ -> {}
    }
  }
}
