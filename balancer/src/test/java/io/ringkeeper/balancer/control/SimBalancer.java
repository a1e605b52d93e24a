package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One balancer in the simulated world, and what ends with it. */
final class SimBalancer {

  private final SimAgenda agenda;
  private final SimRandom random;
  private final SimNetwork network;
  private final SimWorld world;
  private final SimOperator operator;
  private final SimMemory memory;
  private final SimProber prober;
  private final SimInvariants invariants;
  private final Consumer<Effect.Reply> replies;
  private final SimTrace trace;
  private Fleet fleet;
  private OptionalLong tick = OptionalLong.empty();
  private boolean ended;

  /**
   * @param replies where answers arrive
   */
  SimBalancer(
      Fleet fleet,
      SimAgenda agenda,
      SimRandom random,
      SimNetwork network,
      SimWorld world,
      SimOperator operator,
      SimMemory memory,
      SimTrace trace,
      Consumer<Effect.Reply> replies) {
    this.fleet = fleet;
    this.agenda = agenda;
    this.random = random;
    this.network = network;
    this.world = world;
    this.operator = operator;
    this.memory = memory;
    this.prober = new SimProber(agenda, random, network, world);
    this.invariants = new SimInvariants(operator, fleet.settings().strategies());
    this.trace = trace;
    this.replies = replies;
  }

  Fleet fleet() {
    return fleet;
  }

  SimMemory memory() {
    return memory;
  }

  void begin(long id, int replicas) {
    network.connect(this::happen);
    Beginning.begin(id, FleetDriver.upTo(replicas), world.open(), memory, this::begin);
  }

  private void begin(Event.Begin begin) {
    operator.begins(begin);
    happen(begin);
    world.noteSecond(
        fleet.strays().values().stream()
            .filter(stray -> fleet.replicas().containsKey(stray.ordinal()))
            .map(Replica::generation)
            .collect(Collectors.toSet()));
  }

  /** The end, at this very instant. */
  void die() {
    ended = true;
    network.connect(null);
    memory.close();
    prober.end();
    world.abandon();
  }

  void happen(Event event) {
    if (ended) {
      return;
    }
    Fleet.Step step = fleet.apply(event, agenda.now());
    if (event instanceof Event.ProbePassed) {
      assertThat(step).as("also if it is decided").isEqualTo(fleet.decide(event, agenda.now()));
    }
    trace.step(agenda.elapsed(), event, step.effects());
    fleet = step.fleet();
    invariants.check(event, step, agenda.now());
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
      case Effect.Watch watch -> prober.watch(watch.generation(), watch.pace());
      case Effect.Unwatch unwatch -> prober.unwatch(unwatch.generation());
      case Effect.Drain drain -> drain(drain.generation());
      case Effect.Remember remember -> memory.remember(remember.content());
      case Effect.Reply reply -> memory.afterwards(() -> replies.accept(reply));
      case Effect.Publish _, Effect.Announce _ -> {}
    }
  }

  private void drain(long generation) {
    if (!(network.faulty() && random.percent(15))) {
      agenda.in(
          random.nanosUpTo(fleet.settings().drain().plusMillis(500)),
          () -> happen(new Event.Drained(generation)));
    }
  }

  /** Whether exactly those serve who were commanded, and nobody else is alive. */
  boolean settled() {
    List<SimProcess> living = world.living(_ -> true);
    return !ended
        && fleet.remembered() != null
        && !operator.isWaiting()
        && fleet.strays().isEmpty()
        && fleet.replicas().size() == operator.commanded()
        && fleet.replicas().values().stream().allMatch(Replica::listed)
        && living.size() == operator.commanded()
        && living.stream().allMatch(process -> process.life == SimProcess.Life.UP);
  }
}
