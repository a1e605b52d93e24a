package io.ringkeeper.analysis.system;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.plan.PlannedFleet.Replica;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.Strategy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A fleet that is being made what it was. What cannot be done is kept; the rest is done. */
final class Restoration {

  private final Api api;
  private final Replicas replicas;
  private final PlannedFleet wanted;
  private final Set<String> troubles = new LinkedHashSet<>();

  Restoration(Api api, PlannedFleet wanted) {
    this.api = api;
    this.replicas = new Replicas(api);
    this.wanted = wanted;
  }

  /**
   * Does what can be done.
   *
   * @throws AnalysisException if that is not all
   */
  void run() {
    replicas.awaitNames(); // who does not even say that will do nothing else either
    wanted.replicas().values().forEach(replica -> attempt(() -> replace(replica)));
    replicas.names().forEach((ordinal, name) -> attempt(() -> removeExtra(ordinal, name)));
    attempt(this::restoreStrategy);
    wanted.replicas().values().forEach(replica -> attempt(() -> weigh(replica)));
    attempt(this::compare);
    if (!troubles.isEmpty()) {
      throw new AnalysisException(String.join("; ", troubles));
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (AnalysisException e) {
      troubles.add(e.sentence());
    }
  }

  /**
   * Puts the one of this name at its ordinal. A new one takes the lowest that is free, so whatever
   * is free below is filled first; the fillers go with everybody who is too much. Nor is the last
   * one removed before another serves.
   */
  private void replace(Replica replica) {
    SortedMap<Integer, String> names = replicas.names();
    if (replica.name().equals(names.get(replica.ordinal()))) {
      return;
    }
    int free = 0;
    for (int ordinal = 1; ordinal < replica.ordinal(); ordinal++) {
      free += names.containsKey(ordinal) ? 0 : 1;
    }
    boolean isLast = names.size() == 1 && names.containsKey(replica.ordinal());
    if (free > 0 || isLast) {
      api.add(Math.max(1, free), List.of());
    }
    for (Map.Entry<Integer, String> other : names.entrySet()) {
      if (other.getKey() == replica.ordinal() || other.getValue().equals(replica.name())) {
        api.remove(List.of(other.getValue()));
      }
    }
    api.add(1, List.of(replica.name()));
  }

  private void removeExtra(int ordinal, String name) {
    if (!wanted.replicas().containsKey(ordinal)) {
      api.remove(List.of(name));
    }
  }

  private void restoreStrategy() {
    Strategy strategy = wanted.strategy();
    boolean capped = strategy instanceof RendezvousStrategy r && r.cap() < RendezvousTable.NO_CAP;
    api.strategy(
        strategy.name(), capped ? Double.valueOf(((RendezvousStrategy) strategy).cap()) : null);
  }

  private void weigh(Replica replica) {
    if (replica.weight() != 1) {
      api.weigh(replica.name(), replica.weight());
    }
  }

  private void compare() {
    PlannedFleet now = replicas.fleet();
    boolean sameKeys = now.table().lookup().digest() == wanted.table().lookup().digest();
    if (!now.replicas().equals(wanted.replicas()) || !sameKeys) {
      throw new AnalysisException("it was %s, and is %s".formatted(words(wanted), words(now)));
    }
  }

  /** A fleet for people: {@code maglev with server1, server2 (weight 3) and server4 at 4}. */
  static String words(PlannedFleet fleet) {
    if (fleet.replicas().isEmpty()) {
      return fleet.strategy().name() + " without a server";
    }
    return fleet.strategy().name()
        + " with "
        + fleet.replicas().values().stream()
            .map(Restoration::words)
            .collect(Collectors.joining(", "));
  }

  private static String words(Replica replica) {
    String weight = replica.weight() == 1 ? "" : " of weight " + replica.weight();
    return replica.name() + weight + " at ordinal " + replica.ordinal();
  }
}
