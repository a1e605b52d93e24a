package io.ringkeeper.analysis.system;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.plan.PlannedFleet.Replica;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** How a fleet was found: its replicas by ordinal, with names and weights, and its strategy. */
record Keepsake(PlannedFleet fleet) {

  static Keepsake of(Api api) {
    return new Keepsake(new Replicas(api).fleet());
  }

  /** Everybody weighs 1, which every strategy understands. */
  void forgetWeights(Api api) {
    for (Replica replica : new Replicas(api).fleet().replicas().values()) {
      if (replica.weight() != 1) {
        api.weigh(replica.name(), 1);
      }
    }
  }

  /**
   * Makes the fleet what it was, one replica after the other, so that requests go on.
   *
   * @throws AnalysisException if not all of it could be done; whatever else could be has been
   */
  void restore(Api api) {
    AnalysisException trouble = null;
    List<Consumer<Api>> steps = List.of(this::restoreReplicas, this::restoreStrategy, this::weigh);
    for (Consumer<Api> step : steps) {
      try {
        step.accept(api);
      } catch (AnalysisException e) {
        trouble = trouble == null ? e : trouble;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
    SortedMap<Integer, Replica> now = new Replicas(api).fleet().replicas();
    if (!now.equals(fleet.replicas())) {
      throw new AnalysisException(
          "the fleet could not be made what it was: it was %s and is %s"
              .formatted(fleet.replicas().values(), now.values()));
    }
  }

  private void restoreReplicas(Api api) {
    Replicas replicas = new Replicas(api);
    replicas.awaitNames();
    SortedMap<Integer, Replica> wanted = fleet.replicas();
    replicas
        .names()
        .forEach((ordinal, name) -> {
          if (!wanted.containsKey(ordinal)) {
            api.remove(List.of(name));
          }
        });
    for (Replica replica : wanted.values()) {
      String name = replicas.names().get(replica.ordinal());
      if (!replica.name().equals(name)) {
        if (name != null) {
          api.remove(List.of(name));
        }
        api.add(
            1, List.of(replica.name())); // the lowest free ordinal: this, where there are no gaps
      }
    }
  }

  private void restoreStrategy(Api api) {
    Strategy strategy = fleet.strategy();
    boolean capped = strategy instanceof RendezvousStrategy r && r.cap() < RendezvousTable.NO_CAP;
    api.strategy(
        strategy.name(), capped ? Double.valueOf(((RendezvousStrategy) strategy).cap()) : null);
  }

  private void weigh(Api api) {
    for (Replica replica : fleet.replicas().values()) {
      if (replica.weight() != 1) {
        api.weigh(replica.name(), replica.weight());
      }
    }
  }
}
