package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The next fleet in the making: lives within one {@link Fleet#apply}. Its methods are the only ways
 * in which replicas come, change and go, and each keeps the law that one ordinal has one holder.
 */
final class Draft {

  /** How long to wait for an exit before asking for it again. */
  static final Duration STOP_AGAIN = Duration.ofSeconds(1);

  FleetSettings settings;
  final long now;
  final SplitMix64 random;
  final Deque<Event.Command> waiting;
  @Nullable Work work;
  Evidence.@Nullable Condemned condemned;
  boolean closing;
  long nextGeneration;
  final List<Effect> effects = new ArrayList<>();
  private final List<Position> published;
  @Nullable Remembered remembered;
  private final SortedMap<Integer, Integer> weights;
  private final SortedMap<Integer, Replica> replicas;
  private final SortedMap<Long, Replica> strays;

  Draft(Fleet from, long now) {
    this.settings = from.settings();
    this.now = now;
    this.random = new SplitMix64(from.seed());
    this.waiting = new ArrayDeque<>(from.waiting());
    this.work = from.work();
    this.condemned = from.condemned();
    this.closing = from.closing();
    this.nextGeneration = from.nextGeneration();
    this.published = from.published();
    this.remembered = from.remembered();
    this.weights = new TreeMap<>(from.weights());
    this.replicas = new TreeMap<>(from.replicas());
    this.strays = new TreeMap<>(from.strays());
  }

  /** Whoever is not yet gone, by ordinal, strays last. The draft may change while it is walked. */
  List<Replica> replicas() {
    return Stream.concat(replicas.values().stream(), strays.values().stream()).toList();
  }

  SortedMap<Integer, Replica> byOrdinal() {
    return Collections.unmodifiableSortedMap(replicas);
  }

  SortedMap<Long, Replica> strays() {
    return Collections.unmodifiableSortedMap(strays);
  }

  /** How many keys it has in proportion to the others: 1 with a strategy that knows no weights. */
  int weight(int ordinal) {
    return settings.strategy().knowsWeights() ? weights.getOrDefault(ordinal, 1) : 1;
  }

  void weigh(int ordinal, int weight) {
    weights.put(ordinal, weight);
  }

  /** The weights that are not 1, of ordinals that are held; before the beginning, of all. */
  SortedMap<Integer, Integer> weights() {
    SortedMap<Integer, Integer> kept = new TreeMap<>(weights);
    kept.values().removeIf(weight -> weight == 1);
    if (remembered != null) {
      kept.keySet().retainAll(replicas.keySet());
    }
    return Collections.unmodifiableSortedMap(kept);
  }

  boolean isHeld(int ordinal) {
    return replicas.containsKey(ordinal);
  }

  List<Replica> holding(Predicate<Replica> filter) {
    return replicas().stream().filter(filter).toList();
  }

  List<Replica> holding(Set<Long> generations) {
    return holding(replica -> generations.contains(replica.generation()));
  }

  @Nullable Replica find(long generation) {
    for (Replica replica : replicas()) {
      if (replica.generation() == generation) {
        return replica;
      }
    }
    return null;
  }

  Set<String> names() {
    return names(replicas());
  }

  static Set<String> names(Collection<Replica> of) {
    Set<String> names = new HashSet<>();
    of.forEach(replica -> names.add(replica.name()));
    return names;
  }

  List<Integer> lowestFreeOrdinals(int count) {
    Set<Integer> held = new HashSet<>();
    replicas().forEach(replica -> held.add(replica.ordinal()));
    return IntStream.iterate(1, ordinal -> ordinal + 1)
        .filter(ordinal -> !held.contains(ordinal))
        .limit(count)
        .boxed()
        .toList();
  }

  /** Starts a new generation on a free ordinal. */
  Replica launch(int ordinal, String name, boolean committed, RestartHistory history) {
    long generation = nextGeneration++;
    Replica replica =
        new Replica(
            ordinal,
            generation,
            name,
            committed,
            Wanted.ACTIVE,
            ReplicaState.Starting.until(now + settings.startTimeout().toNanos()),
            history);
    hold(replica);
    String serverId = settings.serverId().of(ordinal, name);
    effects.add(new Effect.Start(new ReplicaSpec(ordinal, generation, name, serverId)));
    return replica;
  }

  /** Takes in who comes to a free ordinal. */
  void hold(Replica replica) {
    if (replicas.putIfAbsent(replica.ordinal(), replica) != null) {
      throw new IllegalStateException("ordinal " + replica.ordinal() + " is held");
    }
  }

  /** Tells a survivor that nobody wants, or that came second to its ordinal, to exit. */
  void dismiss(Replica replica, Duration grace) {
    strays.put(replica.generation(), replica);
    stop(replica, grace);
  }

  /** Replaces a replica by its next self. */
  void put(Replica next) {
    if (strays.replace(next.generation(), next) != null) {
      return;
    }
    Replica before = replicas.put(next.ordinal(), next);
    if (before == null || before.generation() != next.generation()) {
      throw new IllegalStateException(next + " does not hold its ordinal, but " + before);
    }
  }

  /** Frees the ordinal of a replica of which nothing is left. */
  void letGo(Replica replica) {
    if (strays.remove(replica.generation()) == null) {
      replicas.remove(replica.ordinal());
      if (!replica.active()) {
        weights.remove(replica.ordinal()); // who takes the place next is somebody else
      }
    }
  }

  /** A replica that is wanted will not serve again: remembers why, and kills what is left of it. */
  void die(Replica replica, String why, boolean exited) {
    boolean served =
        switch (replica.state()) {
          case ReplicaState.Serving _, ReplicaState.Suspect _ -> true;
          case ReplicaState.Starting starting -> starting.adopted();
          case ReplicaState.Dead dead -> dead.served();
        };
    RestartHistory history =
        served
            ? replica.history().diedServing(replica.name(), now)
            : replica.history().failedToStart();
    ReplicaState.Dead dead = new ReplicaState.Dead(why, served, false, now);
    Replica next = replica.with(history).with(dead);
    put(next);
    if (exited) {
      confirmExit(next, dead);
    } else {
      kill(next, dead);
    }
  }

  /** The engine says that nothing is left of a dead replica: its place may be taken, in time. */
  void confirmExit(Replica replica, ReplicaState.Dead dead) {
    long restartAt = replica.history().restartAt(now, dead.served());
    put(replica.with(dead.confirmed(restartAt)));
    if (restartAt - now > 0 && replica.committed()) {
      warn(
          Sentences.died(replica, dead) + "; " + Sentences.replacedLater(replica, restartAt - now));
    }
  }

  void kill(Replica replica, ReplicaState.Dead dead) {
    put(replica.with(dead.killedAgain(now + STOP_AGAIN.toNanos())));
    effects.add(new Effect.Stop(replica.generation(), Duration.ZERO));
  }

  /** Tells a replica that is not wanted any more to exit. */
  void stop(Replica replica, Duration grace) {
    put(replica.with(new Wanted.Gone(now + grace.plus(STOP_AGAIN).toNanos())));
    effects.add(new Effect.Stop(replica.generation(), grace));
  }

  /** The operator wants this replica no more. */
  void remove(Replica replica, Duration grace) {
    if (replica.state() instanceof ReplicaState.Dead dead) {
      if (dead.exited()) {
        weights.remove(replica.ordinal());
        letGo(replica);
      } else {
        put(replica.with(new Wanted.Gone(dead.next())));
      }
    } else if (mayHaveTraffic(replica) && settings.drain().isPositive()) {
      put(replica.with(new Wanted.Draining(now + settings.drain().toNanos())));
      effects.add(new Effect.Drain(replica.generation()));
    } else {
      stop(replica, grace);
    }
  }

  private boolean mayHaveTraffic(Replica replica) {
    return published.stream()
        .anyMatch(position ->
            position.generation() == replica.generation() && position.address() != null);
  }

  void reply(long command, Outcome outcome) {
    effects.add(new Effect.Reply(command, outcome));
  }

  /** What a command that was carried out is answered with. */
  Outcome.Done done() {
    return new Outcome.Done(holding(Replica::listed).stream().map(Replica::name).toList());
  }

  void say(String sentence) {
    effects.add(new Effect.Announce(Level.INFO, sentence));
  }

  void warn(String sentence) {
    effects.add(new Effect.Announce(Level.WARN, sentence));
  }
}
