package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.hashing.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives random commands, and keeps its own book of how many replicas there ought to be. */
final class SimOperator {

  /** What has been decided and not yet answered, and how many there ought to be afterwards. */
  private record Decided(Event.Command command, int count, Strategy strategy) {}

  private static final List<String> NAMES =
      List.of("S1", "S2", "S3", "S4", "S5", "S6", "server1", "server2", "not/valid", "");

  private final SimRandom random;
  private final Strategies strategies;
  private final Map<Long, Event.Command> undecided = new HashMap<>();
  private final Set<String> everNamed = new HashSet<>();

  private final Map<Long, Decided> unanswered = new LinkedHashMap<>();

  /** How many there may be after the balancer has died. */
  private final Set<Integer> possible = new HashSet<>();

  /** And how keys may find replicas then. */
  private final Set<Strategy> possibleStrategies = new HashSet<>();

  private long lastId;
  private int commanded;
  private int answered;
  private Strategy commandedStrategy;
  private Strategy answeredStrategy;

  SimOperator(SimRandom random, Strategies strategies) {
    this.random = random;
    this.strategies = strategies;
    this.commandedStrategy = strategies.configured();
    this.answeredStrategy = commandedStrategy;
  }

  /** How many replicas there ought to be. */
  int commanded() {
    return commanded;
  }

  boolean isWaiting() {
    return !undecided.isEmpty() || !unanswered.isEmpty();
  }

  /** Whether it has ever asked for a replica of this name. */
  boolean named(String name) {
    return everNamed.contains(name);
  }

  /** The number of the next command that is not a random one. */
  long nextId() {
    return ++lastId;
  }

  /** There are none, and there is to be a first start with so many. */
  void wants(int replicas) {
    commanded = 0;
    answered = replicas;
    possible.clear();
    possible.add(replicas);
    commandedStrategy = strategies.configured();
    answeredStrategy = commandedStrategy;
    possibleStrategies.clear();
    possibleStrategies.add(commandedStrategy);
  }

  /** The end is near: what has not been answered may have been carried out, whole, or not. */
  void foresee(long inProgress) {
    possible.clear();
    possible.add(answered);
    possibleStrategies.clear();
    possibleStrategies.add(answeredStrategy);
    for (Decided decided : unanswered.values()) {
      possible.add(decided.count);
      possibleStrategies.add(decided.strategy);
    }
    switch (undecided.get(inProgress)) {
      case Event.Add add -> possible.add(commanded + add.n());
      case Event.Remove remove -> possible.add(commanded - Math.min(remove.n(), commanded));
      case Event.Begin _, Event.Shutdown _, Event.ChangeStrategy _, Event.Weigh _ -> {}
      case null -> {}
    }
  }

  /** The balancer has ended: there will be no more answers. */
  void lost() {
    undecided.clear();
    unanswered.clear();
  }

  /** A balancer takes up what the one before has left. */
  void begins(Event.Begin begin) {
    note(begin);
    if (begin.isFirst()) {
      return;
    }
    if (begin.remembered().isEmpty()) {
      throw new AssertionError("there are replicas, and nothing is remembered: " + begin);
    }
    Optional<String> name = begin.remembered().orElseThrow().strategy();
    commandedStrategy = name.map(strategies::named).orElse(strategies.configured());
    answeredStrategy = commandedStrategy;
    if (!possibleStrategies.contains(commandedStrategy)) {
      throw new AssertionError(name + " is remembered, not one of " + possibleStrategies);
    }
    commanded = begin.wanted().size();
    answered = commanded;
    if (!possible.contains(commanded)) {
      throw new AssertionError("%d are wanted, and not one of %s".formatted(commanded, possible));
    }
  }

  Event.Command shutdown() {
    return note(new Event.Shutdown(nextId()));
  }

  Event.Command random(List<String> present) {
    if (random.percent(10)) {
      return note(
          new Event.ChangeStrategy(
              nextId(), random.pick(List.copyOf(strategies.byName().values()))));
    }
    if (random.percent(10)) {
      String name = random.pick(present.isEmpty() ? NAMES : present);
      return note(new Event.Weigh(nextId(), name, random.between(0, 5)));
    }
    int n = random.percent(3) ? 1_000_000 : random.between(1, 4);
    List<String> names = new ArrayList<>();
    if (random.percent(50)) {
      for (int i = random.between(1, random.percent(5) ? n % 100 + 1 : Math.min(n, 4));
          i > 0;
          i--) {
        boolean known = !present.isEmpty() && random.percent(60);
        names.add(random.pick(known ? present : NAMES));
      }
    }
    if (random.percent(55)) {
      everNamed.addAll(names);
      return note(new Event.Add(nextId(), n, names));
    }
    return note(new Event.Remove(nextId(), n, names));
  }

  private Event.Command note(Event.Command command) {
    undecided.put(command.id(), command);
    return command;
  }

  /** The fleet has decided about this; the answer is under way. */
  Event.Command decided(Effect.Reply reply) {
    Event.Command command = undecided.remove(reply.command());
    if (command == null) {
      throw new AssertionError("command " + reply.command() + " is answered twice");
    }
    switch (command) {
      case Event.Begin begin -> begun(begin, reply.outcome());
      case Event.Add add -> added(add, reply.outcome());
      case Event.Remove remove -> removed(remove, reply.outcome());
      case Event.Shutdown _ -> commanded = 0;
      case Event.ChangeStrategy change -> {
        if (reply.outcome() instanceof Done) {
          commandedStrategy = change.strategy();
        }
      }
      case Event.Weigh _ -> {}
    }
    boolean failed = command instanceof Event.Begin && reply.outcome() instanceof Refused;
    unanswered.put(
        reply.command(), new Decided(command, failed ? answered : commanded, commandedStrategy));
    return command;
  }

  /** Returns what has been answered. */
  Event.Command answered(Effect.Reply reply) {
    Decided decided = unanswered.remove(reply.command());
    if (decided == null) {
      throw new AssertionError(reply + " answers nothing");
    }
    answered = decided.count;
    answeredStrategy = decided.strategy;
    return decided.command;
  }

  private void begun(Event.Begin begin, Outcome outcome) {
    if (begin.isFirst() && outcome instanceof Done) {
      commanded = begin.ordinals().size();
    }
  }

  private void added(Event.Add add, Outcome outcome) {
    if (outcome instanceof Done done) {
      commanded += add.n();
      if (!done.serving().containsAll(add.hostnames())) {
        throw new AssertionError(add + " is done, and yet " + done);
      }
    }
  }

  private void removed(Event.Remove remove, Outcome outcome) {
    boolean begun =
        switch (outcome) {
          case Done done -> {
            if (remove.hostnames().stream().anyMatch(done.serving()::contains)) {
              throw new AssertionError(remove + " is done, and yet " + done);
            }
            yield true;
          }
          case Refused refused ->
              refused.kind() == Kind.UNAVAILABLE && refused.message().contains("not gone in time");
        };
    if (begun) {
      commanded -= Math.min(remove.n(), commanded);
    }
  }
}
