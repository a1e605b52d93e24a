package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.hashing.Strategy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold after every single step. */
final class SimInvariants {

  private final SimOperator operator;
  private final Strategies strategies;
  private final SimTable table;
  private final Set<Long> tookTraffic = new HashSet<>();
  private final Set<Long> removed = new HashSet<>();
  private final Set<String> usedNames = new HashSet<>();
  private List<Position> published = List.of();
  private final SortedMap<Integer, Integer> weights = new TreeMap<>();
  private Strategy strategy;
  private Strategy publishedStrategy;
  private Remembered remembered = Remembered.of(new TreeSet<>());
  private long beginning;
  private boolean begun;
  private boolean replied;

  SimInvariants(SimOperator operator, Strategies strategies) {
    this.operator = operator;
    this.strategies = strategies;
    this.strategy = strategies.configured();
    this.publishedStrategy = strategy;
    this.table = new SimTable(strategy);
  }

  void check(Event event, Fleet.Step step, long now) {
    List<Effect> effects = step.effects();
    if (event instanceof Event.Begin begin) {
      beginning = begin.id();
      begun = !begin.isFirst();
      remembered =
          begin.remembered().orElse(Remembered.of(begun ? new TreeSet<>() : begin.ordinals()));
      strategy = remembered.strategy().map(strategies::named).orElse(strategies.configured());
      weights.putAll(remembered.weights());
      checkAdoption(begin, step);
    }
    if (event instanceof Event.Failed failed) {
      checkBroken(failed.generation(), step.fleet());
    }
    replied = false;
    for (int i = 0; i < effects.size(); i++) {
      check(effects.get(i), i);
    }
    checkFleet(step.fleet(), now);
    checkPublished(step.fleet());
  }

  /** What the engine has seen to fail is not waited for. */
  private static void checkBroken(long generation, Fleet fleet) {
    fleet.replicas().values().stream()
        .filter(replica -> replica.generation() == generation && replica.active())
        .forEach(replica ->
            require(replica.state() instanceof ReplicaState.Dead, replica + " was seen to fail"));
  }

  /** The best survivor of each wanted ordinal is kept as it is, and every other one stopped. */
  private static void checkAdoption(Event.Begin begin, Fleet.Step step) {
    for (Survivor survivor : begin.survivors()) {
      Replica holder = step.fleet().replicas().get(survivor.ordinal());
      boolean kept = holder != null && holder.generation() == survivor.generation();
      boolean stopped =
          step.effects().stream()
              .anyMatch(effect ->
                  effect instanceof Effect.Stop stop && stop.generation() == survivor.generation());
      require(stopped != (kept && survivor.address() != null), survivor + " is kept or stopped");
      require(
          kept == (begin.wanted().contains(survivor.ordinal()) && isBest(survivor, begin)),
          survivor + " is kept if it is wanted");
    }
  }

  private static boolean isBest(Survivor one, Event.Begin begin) {
    return begin.survivors().stream()
        .filter(other -> other.ordinal() == one.ordinal())
        .allMatch(other ->
            (one.address() != null && other.address() == null)
                || ((one.address() == null) == (other.address() == null)
                    && one.generation() >= other.generation()));
  }

  private void check(Effect effect, int index) {
    switch (effect) {
      case Effect.Publish publish -> {
        require(index == 0, "publishing comes first");
        require(
            !publish.positions().equals(published) || !publish.strategy().equals(publishedStrategy),
            "nothing is published in vain");
        published = publish.positions();
        publishedStrategy = publish.strategy();
        published.stream()
            .filter(position -> position.address() != null)
            .forEach(position -> tookTraffic.add(position.generation()));
        table.publish(publish);
      }
      case Effect.Start start -> {
        String name = start.spec().name();
        require(usedNames.add(name) || operator.named(name), name + " is used again, unasked");
      }
      case Effect.Drain drain -> {
        require(position(drain.generation()) == null, "unpublished before it is drained");
        require(tookTraffic.contains(drain.generation()), "only who had traffic is drained");
        removed.add(drain.generation());
      }
      case Effect.Stop stop -> {
        Position position = position(stop.generation());
        require(position == null || position.address() == null, "unpublished before it is stopped");
        if (position == null) {
          removed.add(stop.generation());
        }
      }
      case Effect.Remember remember -> {
        require(!remember.content().equals(remembered), "nothing is remembered in vain");
        require(!replied, "what is remembered comes before the reply");
        remembered = remember.content();
      }
      case Effect.Reply reply -> {
        replied = true;
        begun |= reply.command() == beginning && reply.outcome() instanceof Outcome.Done;
        changed(operator.decided(reply), reply.outcome());
      }
      case Effect.Watch watch ->
          require(!removed.contains(watch.generation()), "what was removed is not probed");
      case Effect.Unwatch _, Effect.Announce _ -> {}
    }
  }

  private void changed(Event.Command command, Outcome outcome) {
    if (outcome instanceof Outcome.Done && command instanceof Event.ChangeStrategy change) {
      strategy = change.strategy();
    } else if (outcome instanceof Outcome.Done && command instanceof Event.Weigh weigh) {
      published.stream()
          .filter(position -> position.name().equals(weigh.name()))
          .forEach(position -> weights.put(position.ordinal(), weigh.weight()));
      weights.values().removeIf(weight -> weight == 1);
    }
  }

  private @Nullable Position position(long generation) {
    return published.stream()
        .filter(position -> position.generation() == generation)
        .findFirst()
        .orElse(null);
  }

  private void checkFleet(Fleet fleet, long now) {
    FleetSettings settings = fleet.settings();
    int limit = Math.min(settings.strategy().capacity(), settings.replicasMax());
    require(fleet.replicas().size() <= limit, "no more are held than fit");
    Set<String> held = new HashSet<>();
    fleet.strays().values().forEach(stray -> held.add(stray.name()));
    fleet
        .replicas()
        .forEach((ordinal, replica) -> {
          require(ordinal == replica.ordinal(), "an ordinal has one holder");
          require(held.add(replica.name()), replica.name() + " is held once");
          require(
              !removed.contains(replica.generation()) || !replica.active(),
              replica.name() + " was removed, and is wanted again");
        });
    require(
        fleet.wakeup().isEmpty() || fleet.wakeup().getAsLong() - now > 0,
        "what is due has been done");
  }

  private void checkPublished(Fleet fleet) {
    require(published.equals(fleet.published()), "the fleet knows what it has published");
    for (Position position : published) {
      Replica replica = fleet.replicas().get(position.ordinal());
      require(
          replica != null
              && replica.generation() == position.generation()
              && replica.committed()
              && replica.active()
              && !removed.contains(position.generation()),
          position.name() + " is published, and should not be");
    }
    Set<Integer> wanted = published.stream().map(Position::ordinal).collect(Collectors.toSet());
    weights.keySet().retainAll(wanted);
    for (Position position : published) {
      require(
          position.weight() == weights.getOrDefault(position.ordinal(), 1),
          position + " has another weight than " + weights);
    }
    require(publishedStrategy.equals(strategy), "keys find replicas by " + strategy);
    Remembered expected =
        new Remembered(new TreeSet<>(wanted), strategies.nameOf(strategy), weights);
    require(
        !begun || fleet.closing() || expected.equals(remembered),
        expected + " are wanted, and remembered are " + remembered);
    if (begun && fleet.work() == null && !fleet.closing()) {
      require(
          published.size() == operator.commanded(),
          "%d are wanted, %d were commanded".formatted(published.size(), operator.commanded()));
    }
  }

  private static void require(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError("broken: " + law);
    }
  }
}
