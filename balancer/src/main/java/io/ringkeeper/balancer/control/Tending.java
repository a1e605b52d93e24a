package io.ringkeeper.balancer.control;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What time alone makes necessary: starts that take too long, places to be taken again, drains that
 * must end, exits to be asked for again, and suspects to be given up.
 */
final class Tending {

  private final Draft draft;

  Tending(Draft draft) {
    this.draft = draft;
  }

  void tend() {
    for (Replica replica : draft.replicas()) {
      OptionalLong at = replica.actAt(draft.settings.scales());
      if (at.isPresent() && due(at.getAsLong())) {
        act(replica);
      }
    }
    Evidence evidence = Evidence.next(draft.replicas(), draft.settings, draft.condemned);
    if (evidence != null && due(evidence.at())) {
      condemn(evidence.suspect());
    }
  }

  private boolean due(long at) {
    return at - draft.now <= 0;
  }

  private void act(Replica replica) {
    switch (replica.wanted()) {
      case Wanted.Draining _ -> {
        draft.warn(Sentences.notDrained(replica, draft.settings.drain()));
        draft.stop(replica, draft.settings.stopTimeout());
      }
      case Wanted.Gone _ -> draft.stop(replica, Duration.ZERO);
      case Wanted.Active _ -> {
        switch (replica.state()) {
          case ReplicaState.Starting starting -> tookTooLong(replica, starting);
          case ReplicaState.Dead dead when dead.exited() -> replace(replica, dead);
          case ReplicaState.Dead dead -> draft.kill(replica, dead);
          case ReplicaState.Serving _, ReplicaState.Suspect _ -> {}
        }
      }
    }
  }

  private void tookTooLong(Replica replica, ReplicaState.Starting starting) {
    String why = Sentences.tookTooLong(draft.settings.startTimeout(), starting.lastMiss());
    InetSocketAddress address = starting.address();
    if (starting.adopted() && address != null) {
      draft.put(replica.with(starting.doubted(address, draft.now, why)));
      draft.warn(Sentences.suspected(replica, why));
    } else {
      draft.die(replica, why, false);
    }
  }

  /** A new generation with a new name takes the ordinal of one that has exited. */
  private void replace(Replica replica, ReplicaState.Dead dead) {
    String name = Hostnames.random(draft.random, draft.names());
    RestartHistory history =
        dead.served() ? replica.history().restarted(draft.now) : replica.history();
    draft.letGo(replica);
    draft.launch(replica.ordinal(), name, true, history);
    draft.warn(Sentences.died(replica, dead) + "; " + Sentences.replacedBy(name, replica));
  }

  private void condemn(Replica replica) {
    if (replica.state() instanceof ReplicaState.Suspect suspect) {
      draft.condemned =
          new Evidence.Condemned(
              replica.ordinal(), draft.now + draft.settings.startTimeout().toNanos());
      draft.warn(Sentences.condemned(replica));
      draft.die(replica, suspect.why(), false);
    }
  }
}
