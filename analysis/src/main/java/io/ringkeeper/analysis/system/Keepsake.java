package io.ringkeeper.analysis.system;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.plan.PlannedFleet.Replica;

/** How a fleet was found: its replicas by ordinal, with names and weights, and its strategy. */
record Keepsake(PlannedFleet fleet) {

  static Keepsake of(Api api) {
    Replicas replicas = new Replicas(api);
    replicas.awaitNames();
    return new Keepsake(replicas.fleet());
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
    new Restoration(api, fleet).run();
  }
}
