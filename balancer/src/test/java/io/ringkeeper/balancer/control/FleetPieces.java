package io.ringkeeper.balancer.control;

/** Parts of fleets for tests of single policies. */
final class FleetPieces {

  private FleetPieces() {}

  /** A wanted replica whose generation is its ordinal. */
  static Replica replica(int ordinal, boolean committed, ReplicaState state) {
    return new Replica(
        ordinal,
        ordinal,
        "server" + ordinal,
        committed,
        Wanted.ACTIVE,
        state,
        RestartHistory.fresh(0));
  }
}
