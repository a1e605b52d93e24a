package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives random commands, and keeps its own book of how many replicas there ought to be. */
final class SimOperator {

  private static final List<String> NAMES =
      List.of("S1", "S2", "S3", "S4", "S5", "S6", "server1", "server2", "not/valid", "");

  private final SimRandom random;
  private final Map<Long, Event.Command> unanswered = new HashMap<>();
  private final Set<String> everNamed = new HashSet<>();
  private long lastId;
  private int commanded;

  SimOperator(SimRandom random) {
    this.random = random;
  }

  /** How many replicas there ought to be. */
  int commanded() {
    return commanded;
  }

  boolean isWaiting() {
    return !unanswered.isEmpty();
  }

  /** Whether it has ever asked for a replica of this name. */
  boolean named(String name) {
    return everNamed.contains(name);
  }

  Event.Command initial(int replicas) {
    return note(new Event.Begin(++lastId, replicas, List.of(), Optional.empty()));
  }

  Event.Command shutdown() {
    return note(new Event.Shutdown(++lastId));
  }

  Event.Command random(List<String> present) {
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
      return note(new Event.Add(++lastId, n, names));
    }
    return note(new Event.Remove(++lastId, n, names));
  }

  private Event.Command note(Event.Command command) {
    unanswered.put(command.id(), command);
    return command;
  }

  void answered(Effect.Reply reply) {
    Event.Command command = unanswered.remove(reply.command());
    if (command == null) {
      throw new AssertionError("command " + reply.command() + " is answered twice");
    }
    switch (command) {
      case Event.Begin begin -> commanded = reply.outcome() instanceof Done ? begin.replicas() : 0;
      case Event.Add add -> added(add, reply.outcome());
      case Event.Remove remove -> removed(remove, reply.outcome());
      case Event.Shutdown _ -> commanded = 0;
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
