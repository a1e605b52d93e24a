package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything the control plane knows, as one immutable value. {@link #apply} is the whole of
 * healing and of commanding: a pure function from a fleet, an event and the time to the next fleet
 * and to what has to be done about it. Randomness comes from the seed that the fleet carries.
 *
 * <p>The positions of the table, what is to be remembered and the set of probed replicas are
 * functions of the replicas; what has to be published, remembered or watched is the difference to
 * what was last.
 *
 * @param settings as configured, except for what a command has changed
 * @param weights of the ordinals whose weight is not 1; of no effect with a strategy that knows
 *     none
 * @param replicas every holder of an ordinal, until the engine has confirmed that it is gone
 * @param strays who is left of an earlier balancer and has to go, by generation: not wanted, or
 *     second to its ordinal
 * @param remembered what the next balancer would find; null until it has begun, which a first start
 *     has when its replicas serve
 * @param work the command in progress
 * @param waiting the commands after it
 * @param condemned who was last given up on heartbeats alone
 * @param closing whether commands are refused because the end is near
 * @param ramps who takes only a part of its keys yet, by generation
 * @param wakeup when the next {@link Event.Tick} is due, in clock nanoseconds
 */
record Fleet(
    FleetSettings settings,
    long seed,
    long nextGeneration,
    SortedMap<Integer, Integer> weights,
    SortedMap<Integer, Replica> replicas,
    SortedMap<Long, Replica> strays,
    @Nullable Remembered remembered,
    @Nullable Work work,
    List<Event.Command> waiting,
    Evidence.@Nullable Condemned condemned,
    boolean closing,
    List<Position> published,
    Map<Long, Watched> watched,
    SortedMap<Long, SlowStart.Ramp> ramps,
    OptionalLong wakeup) {

  /** How a replica is probed. */
  record Watched(InetSocketAddress address, Pace pace) {}

  /** The fleet after an event, and what it wants done, in this order. */
  record Step(Fleet fleet, List<Effect> effects) {}

  /** A fleet of no replicas. */
  static Fleet empty(FleetSettings settings, long seed) {
    return new Fleet(
        settings,
        seed,
        1,
        settings.weights(),
        new TreeMap<>(),
        new TreeMap<>(),
        null,
        null,
        List.of(),
        null,
        false,
        List.of(),
        Map.of(),
        new TreeMap<>(),
        OptionalLong.empty());
  }

  /** The same, but for the commands that wait. */
  Fleet with(List<Event.Command> others) {
    return new Fleet(
        settings,
        seed,
        nextGeneration,
        weights,
        replicas,
        strays,
        remembered,
        work,
        List.copyOf(others),
        condemned,
        closing,
        published,
        watched,
        ramps,
        wakeup);
  }

  Step apply(Event event, long now) {
    return isAsEver(event, now) ? new Step(this, List.of()) : decide(event, now);
  }

  /**
   * Whether somebody serves as before and nothing is due, which is what nearly every event says. To
   * decide takes a third of a millisecond then, for its code is in no cache.
   */
  private boolean isAsEver(Event event, long now) {
    boolean isDue = wakeup.isPresent() && wakeup.getAsLong() - now <= 0;
    if (isDue || !(event instanceof Event.ProbePassed passed)) {
      return false;
    }
    for (Replica replica : replicas.values()) {
      if (replica.generation() == passed.generation()) {
        return replica.state() instanceof ReplicaState.Serving it && it.misses() == 0;
      }
    }
    return false;
  }

  /** The same, whether there is something to decide or not. */
  Step decide(Event event, long now) {
    Draft draft = new Draft(this, now);
    Commands commands = new Commands(draft);
    Observations observations = new Observations(draft);
    switch (event) {
      case Event.Command command -> commands.submit(command);
      case Event.Closing _ -> commands.close();
      case Event.Started started -> observations.started(started.generation(), started.address());
      case Event.StartFailed failed -> observations.exited(failed.generation(), failed.why());
      case Event.Failed failed -> observations.broke(failed.generation(), failed.why());
      case Event.Exited exited -> observations.exited(exited.generation(), exited.why());
      case Event.ProbePassed passed -> observations.passed(passed.generation());
      case Event.ProbeFailed failed -> observations.failed(failed.generation(), failed.why());
      case Event.Drained drained -> observations.drained(drained.generation());
      case Event.Unpublishable unpublishable -> commands.giveUp(unpublishable.why());
      case Event.Tick _ -> {}
    }
    commands.advance();
    new Tending(draft).tend();
    commands.advance();
    return finish(draft);
  }

  private Step finish(Draft draft) {
    SortedMap<Long, SlowStart.Ramp> slow = SlowStart.ramps(this, draft);
    List<Position> positions = positions(draft, slow);
    Map<Long, Watched> watching = watching(draft.replicas());
    List<Effect> effects = new ArrayList<>();
    Strategy strategy = draft.settings.strategy();
    if (!positions.equals(published) || !strategy.equals(settings.strategy())) {
      effects.add(new Effect.Publish(strategy, positions));
    }
    Remembered wanted = remembered(draft, positions);
    boolean remembers = draft.remembered != null && !draft.closing;
    if (remembers && !wanted.equals(draft.remembered)) {
      effects.add(new Effect.Remember(wanted));
    }
    effects.addAll(draft.effects);
    addWatches(watching, effects);
    Fleet next =
        new Fleet(
            draft.settings,
            draft.random.state(),
            draft.nextGeneration,
            draft.weights(),
            draft.byOrdinal(),
            draft.strays(),
            remembers ? wanted : draft.remembered,
            draft.work,
            List.copyOf(draft.waiting),
            draft.condemned,
            draft.closing,
            positions,
            watching,
            slow,
            Wakeup.of(draft, slow.values()));
    return new Step(next, List.copyOf(effects));
  }

  private static List<Position> positions(Draft draft, SortedMap<Long, SlowStart.Ramp> slow) {
    Duration whole = draft.settings.slowStart();
    List<Position> positions = new ArrayList<>();
    for (Replica replica : draft.replicas()) {
      SlowStart.Ramp ramp = slow.get(replica.generation());
      int percent = ramp == null ? Member.FULL : ramp.percent(whole, draft.now);
      Position position = Position.of(replica, draft.weight(replica.ordinal()), percent);
      if (position != null) {
        positions.add(position);
      }
    }
    return List.copyOf(positions);
  }

  /** Who is wanted for good is in the table, however it fares. */
  private static Remembered remembered(Draft draft, List<Position> positions) {
    SortedSet<Integer> ordinals = new TreeSet<>();
    positions.forEach(position -> ordinals.add(position.ordinal()));
    SortedMap<Integer, Integer> weighted = new TreeMap<>(draft.weights());
    weighted.keySet().retainAll(ordinals);
    FleetSettings settings = draft.settings;
    return new Remembered(ordinals, settings.strategies().nameOf(settings.strategy()), weighted);
  }

  /** Those that are wanted and have an address: probed often while somebody waits for them. */
  private Map<Long, Watched> watching(List<Replica> replicas) {
    Map<Long, Watched> watching = new HashMap<>();
    for (Replica replica : replicas) {
      InetSocketAddress address = replica.state().address();
      if (replica.active() && address != null) {
        boolean urgent = settings.scales() && replica.state() instanceof ReplicaState.Starting;
        watching.put(
            replica.generation(), new Watched(address, urgent ? Pace.STARTING : Pace.STEADY));
      }
    }
    return watching;
  }

  private void addWatches(Map<Long, Watched> watching, List<Effect> effects) {
    watched.keySet().stream()
        .filter(generation -> !watching.containsKey(generation))
        .sorted()
        .forEach(generation -> effects.add(new Effect.Unwatch(generation)));
    watching.forEach((generation, now) -> {
      if (!now.equals(watched.get(generation))) {
        effects.add(new Effect.Watch(generation, now.address(), now.pace()));
      }
    });
  }
}
