package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the replicas of one command join the table. Where the engine scales, all must serve in
 * time. Where it does not, they join as they are once each has been probed, for nobody could do
 * better by waiting.
 */
final class Joining {

  private Joining() {}

  static boolean ready(Replica replica, FleetSettings settings, boolean late) {
    return switch (replica.state()) {
      case ReplicaState.Serving _ -> true;
      case ReplicaState.Starting starting -> !settings.scales() && (starting.probed() || late);
      case ReplicaState.Suspect _ -> !settings.scales();
      case ReplicaState.Dead _ -> false;
    };
  }

  /** Whether it is known of a replica that ran before we did how it fares. */
  static boolean settled(Replica replica) {
    return switch (replica.state()) {
      case ReplicaState.Starting starting -> starting.lastMiss() != null;
      case ReplicaState.Serving _, ReplicaState.Suspect _, ReplicaState.Dead _ -> true;
    };
  }

  /** Why none of them joins; null while there is hope. */
  static @Nullable Refused failure(List<Replica> added, FleetSettings settings, boolean late) {
    for (Replica replica : added) {
      String why = failure(replica, settings, late);
      if (why != null) {
        return new Refused(Kind.UNAVAILABLE, Sentences.notStarted(replica.name(), why));
      }
    }
    return null;
  }

  private static @Nullable String failure(Replica replica, FleetSettings settings, boolean late) {
    return switch (replica.state()) {
      case ReplicaState.Dead dead -> dead.why();
      case ReplicaState.Starting starting
          when late && (settings.scales() || starting.address() == null) ->
          Sentences.tookTooLong(settings.startTimeout(), starting.lastMiss());
      case ReplicaState.Suspect suspect when late && settings.scales() ->
          Sentences.tookTooLong(settings.startTimeout(), suspect.why());
      case ReplicaState.Starting _, ReplicaState.Suspect _, ReplicaState.Serving _ -> null;
    };
  }
}
