package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.hashing.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Carries out commands one at a time, in the order of their arrival; only a shutdown overtakes.
 * Every command is answered exactly once, at the latest when the deadline of its work has come.
 */
final class Commands {

  static final int MOST_WAITING = 64;

  /** What an exit may take beyond the times that were granted for it. */
  static final Duration EXIT_MARGIN = Duration.ofSeconds(3);

  private final Draft draft;

  Commands(Draft draft) {
    this.draft = draft;
  }

  void submit(Event.Command command) {
    if (command instanceof Event.Shutdown) {
      shutdown(command);
    } else if (draft.closing) {
      refuse(command, Sentences.SHUTTING_DOWN);
    } else if (command instanceof Event.Begin) {
      draft.waiting.addFirst(command);
    } else if (draft.waiting.size() == MOST_WAITING) {
      refuse(command, MOST_WAITING + " commands are waiting already; try again later");
    } else {
      draft.waiting.add(command);
    }
  }

  /** Goes as far as it can go now. */
  void advance() {
    while (true) {
      Work work = draft.work;
      if (work != null) {
        advance(work);
        if (work.equals(draft.work)) {
          return;
        }
      } else {
        Event.Command next = draft.waiting.peek();
        if (next == null || (draft.remembered == null && !(next instanceof Event.Begin))) {
          return;
        }
        draft.waiting.remove();
        begin(next);
      }
    }
  }

  private void begin(Event.Command command) {
    switch (command) {
      case Event.Begin begin -> begin(begin);
      case Event.Add add -> begin(add);
      case Event.Remove remove -> begin(remove);
      case Event.ChangeStrategy change -> begin(change);
      case Event.Weigh weigh -> begin(weigh);
      case Event.Shutdown shutdown -> shutdown(shutdown);
    }
  }

  private void begin(Event.Begin begin) {
    if (begin.isFirst()) {
      beginAnew(begin);
      return;
    }
    Remembered kept = begin.remembered().orElseGet(() -> Remembered.of(begin.wanted()));
    kept.strategy().ifPresent(this::takeUp);
    Refused refusal = Admission.unfitKept(kept.ordinals(), draft.settings.strategy());
    if (refusal != null) {
      draft.reply(begin.id(), refusal);
      return;
    }
    takeUp(kept.weights());
    draft.remembered = begin.remembered().orElse(Remembered.of(new TreeSet<>()));
    Set<Long> running = new Adoption(draft).adopt(begin);
    draft.work = new Work.Adopting(begin.id(), running, in(draft.settings.startTimeout()));
  }

  private void takeUp(String name) {
    Strategy strategy = draft.settings.strategies().named(name);
    if (strategy == null) {
      draft.warn(Sentences.strategyForgotten(name, draft.settings.strategy()));
    } else if (!strategy.equals(draft.settings.strategy())) {
      draft.say(Sentences.strategyKept(strategy, draft.settings.strategy()));
      draft.settings = draft.settings.with(strategy);
    }
  }

  private void takeUp(SortedMap<Integer, Integer> weights) {
    if (!weights.isEmpty() && !draft.settings.strategy().knowsWeights()) {
      draft.warn(Sentences.weightsOfNoEffect(weights, draft.settings.strategy()));
    }
    weights.forEach(draft::weigh);
  }

  private void beginAnew(Event.Begin begin) {
    List<Integer> ordinals = List.copyOf(begin.ordinals());
    Refused refusal = Admission.noRoom(ordinals.size(), draft.settings, 0);
    if (refusal == null) {
      refusal = Admission.onePlaceForTwo(Set.of(), ordinals, draft.settings);
    }
    if (refusal != null) {
      draft.reply(begin.id(), refusal);
      return;
    }
    launch(begin, ordinals, ordinals.stream().map(draft.settings.initialName()::apply).toList());
  }

  private void begin(Event.Add add) {
    Refused refusal = Admission.refusal(add, draft.settings, draft.names());
    if (refusal != null) {
      draft.reply(add.id(), refusal);
      return;
    }
    List<Integer> ordinals = draft.lowestFreeOrdinals(add.n());
    refusal = Admission.onePlaceForTwo(draft.byOrdinal().keySet(), ordinals, draft.settings);
    if (refusal != null) {
      draft.reply(add.id(), refusal);
      return;
    }
    List<String> names = names(add);
    launch(add, ordinals, names);
  }

  private void launch(Event.Command command, List<Integer> ordinals, List<String> names) {
    Refused badName = Admission.badName(names, draft.names());
    if (badName != null) {
      draft.reply(command.id(), badName);
      return;
    }
    Set<Long> generations = new TreeSet<>();
    for (int i = 0; i < names.size(); i++) {
      RestartHistory history = RestartHistory.fresh(draft.now);
      generations.add(draft.launch(ordinals.get(i), names.get(i), false, history).generation());
    }
    draft.work = new Work.Adding(command.id(), generations, in(draft.settings.startTimeout()));
  }

  private List<String> names(Event.Add add) {
    Set<String> taken = draft.names();
    taken.addAll(add.hostnames());
    List<String> names = new ArrayList<>(add.hostnames());
    while (names.size() < add.n()) {
      String name = Hostnames.random(draft.random, taken);
      names.add(name);
      taken.add(name);
    }
    return names;
  }

  private void begin(Event.Remove remove) {
    List<Replica> wanted = new ArrayList<>(draft.holding(Replica::active));
    Refused refusal = Admission.refusal(remove, draft.settings, Draft.names(wanted));
    if (refusal != null) {
      draft.reply(remove.id(), refusal);
      return;
    }
    Set<String> named = new HashSet<>(remove.hostnames());
    List<Replica> leaving = new ArrayList<>();
    wanted.removeIf(replica -> named.contains(replica.name()) && leaving.add(replica));
    while (leaving.size() < remove.n() && !wanted.isEmpty()) {
      Collections.swap(wanted, draft.random.below(wanted.size()), wanted.size() - 1);
      leaving.add(wanted.removeLast());
    }
    leave(remove.id(), leaving);
  }

  private void begin(Event.ChangeStrategy change) {
    Strategy strategy = change.strategy();
    boolean weighted = draft.settings.strategy().knowsWeights() && !draft.weights().isEmpty();
    Refused refusal = Admission.refusal(change, draft.byOrdinal().keySet(), weighted);
    if (refusal != null) {
      draft.reply(change.id(), refusal);
      return;
    }
    if (!strategy.equals(draft.settings.strategy())) {
      draft.settings = draft.settings.with(strategy);
      draft.say(Sentences.strategyChanged(strategy));
    }
    draft.reply(change.id(), draft.done());
  }

  private void begin(Event.Weigh weigh) {
    Refused refusal = Admission.refusal(weigh, draft.settings.strategy());
    List<Replica> named =
        draft.holding(replica -> replica.active() && replica.name().equals(weigh.name()));
    if (refusal == null && named.isEmpty()) {
      refusal = Admission.unknown(weigh.name());
    }
    if (refusal != null) {
      draft.reply(weigh.id(), refusal);
      return;
    }
    draft.weigh(named.getFirst().ordinal(), weigh.weight());
    draft.reply(weigh.id(), draft.done());
  }

  /**
   * Refuses every command from now on. The one in progress is answered and left alone, except that
   * what was to be added is not.
   */
  void close() {
    draft.closing = true;
    switch (draft.work) {
      case null -> {}
      case Work.Aborting aborting -> finish(aborting, aborting.refusal());
      case Work.Adopting adopting -> finish(adopting, unavailable(Sentences.SHUTTING_DOWN));
      case Work.Removing removing -> finish(removing, unavailable(Sentences.SHUTTING_DOWN));
      case Work.Adding adding -> {
        finish(adding, unavailable(Sentences.SHUTTING_DOWN));
        draft
            .holding(adding.generations())
            .forEach(replica -> draft.remove(replica, Duration.ZERO));
      }
    }
    draft.waiting.forEach(waiting -> refuse(waiting, Sentences.SHUTTING_DOWN));
    draft.waiting.clear();
  }

  private void shutdown(Event.Command command) {
    close();
    leave(command.id(), draft.replicas());
  }

  private void leave(long command, List<Replica> leaving) {
    for (Replica replica : leaving) {
      if (replica.active()) {
        draft.say(Sentences.leaves(replica));
        draft.remove(replica, draft.settings.stopTimeout());
      }
    }
    FleetSettings settings = draft.settings;
    Duration limit = settings.drain().plus(settings.stopTimeout()).plus(EXIT_MARGIN);
    draft.work = new Work.Removing(command, generations(leaving), in(limit));
  }

  private void advance(Work work) {
    List<Replica> left = draft.holding(work.generations());
    boolean late = work.deadline() - draft.now <= 0;
    switch (work) {
      case Work.Adding adding -> advance(adding, left, late);
      case Work.Adopting _ -> {
        if (late || (left.stream().allMatch(Joining::settled) && isOfUse())) {
          finish(work, draft.done());
        }
      }
      case Work.Removing _ -> {
        if (left.isEmpty()) {
          finish(work, draft.done());
        } else if (late) {
          finish(work, unavailable(Sentences.stillThere(left)));
        }
      }
      case Work.Aborting aborting -> {
        if (left.isEmpty() || late) {
          finish(work, aborting.refusal());
        }
      }
    }
  }

  private void advance(Work.Adding adding, List<Replica> added, boolean late) {
    Refused failure = Joining.failure(added, draft.settings, late);
    if (failure != null) {
      abort(adding, added, failure);
    } else if (added.stream().allMatch(replica -> Joining.ready(replica, draft.settings, late))) {
      for (Replica replica : added) {
        Replica committed = replica.commit();
        draft.put(committed);
        if (committed.listed()) {
          draft.say(Sentences.serves(committed, draft.now));
        }
      }
      if (draft.remembered == null) { // it was the first start, remembered before it began
        draft.remembered = Remembered.of(ordinals(added));
      }
      finish(adding, draft.done());
    }
  }

  private static SortedSet<Integer> ordinals(List<Replica> replicas) {
    return replicas.stream().map(Replica::ordinal).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether requests can be answered, if there are to be any replicas at all. */
  private boolean isOfUse() {
    return draft.holding(Replica::listed).size() > 0 || draft.holding(Replica::active).isEmpty();
  }

  private void abort(Work.Adding adding, List<Replica> added, Refused failure) {
    draft.warn(failure.message());
    added.forEach(replica -> draft.remove(replica, Duration.ZERO));
    draft.work =
        new Work.Aborting(adding.command(), adding.generations(), in(EXIT_MARGIN), failure);
  }

  /** What was to be published cannot be: whoever is to be added is not. */
  void giveUp(String why) {
    if (draft.work instanceof Work.Adding adding) {
      List<Replica> added = draft.holding(adding.generations());
      abort(adding, added, unavailable(Sentences.noTable(why)));
    }
  }

  private void finish(Work work, Outcome outcome) {
    draft.work = null;
    draft.reply(work.command(), outcome);
  }

  private void refuse(Event.Command command, String why) {
    draft.reply(command.id(), unavailable(why));
  }

  private long in(Duration span) {
    return draft.now + span.toNanos();
  }

  private static Set<Long> generations(List<Replica> replicas) {
    return replicas.stream().map(Replica::generation).collect(Collectors.toUnmodifiableSet());
  }

  private static Refused unavailable(String message) {
    return new Refused(Kind.UNAVAILABLE, message);
  }
}
