package io.ringkeeper.balancer.control;

import java.net.InetSocketAddress;

/** What the engine, the prober and the data plane report, applied to the replica it is about. */
final class Observations {

  private final Draft draft;

  Observations(Draft draft) {
    this.draft = draft;
  }

  void started(long generation, InetSocketAddress address) {
    Replica replica = draft.find(generation);
    if (replica != null && replica.state() instanceof ReplicaState.Starting starting) {
      draft.put(replica.with(starting.listening(address)));
    }
  }

  /** Nothing is left of it, whether it ever started or not. */
  void exited(long generation, String why) {
    Replica replica = draft.find(generation);
    if (replica == null) {
      return;
    }
    if (!replica.active()) {
      draft.letGo(replica);
      draft.say(Sentences.gone(replica));
      return;
    }
    if (!draft.settings.scales() && replica.committed()) {
      return; // somebody else looks after it: the heartbeats tell when it is back
    }
    switch (replica.state()) {
      case ReplicaState.Dead dead -> {
        if (!dead.exited()) {
          draft.confirmExit(replica, dead);
        }
      }
      case ReplicaState.Starting _, ReplicaState.Serving _, ReplicaState.Suspect _ ->
          draft.die(replica, why, true);
    }
  }

  /** It will not serve again, and has to be killed. */
  void broke(long generation, String why) {
    Replica replica = draft.find(generation);
    if (replica != null
        && replica.active()
        && draft.settings.scales()
        && !(replica.state() instanceof ReplicaState.Dead)) {
      draft.die(replica, why, false);
    }
  }

  void passed(long generation) {
    Replica replica = draft.find(generation);
    if (replica == null || !replica.active()) {
      return;
    }
    int rise = draft.settings.rise();
    switch (replica.state()) {
      case ReplicaState.Starting starting -> {
        InetSocketAddress address = starting.address();
        if (address != null) {
          starts(replica, starting.passed(address, rise));
        }
      }
      case ReplicaState.Serving serving -> draft.put(replica.with(serving.passed()));
      case ReplicaState.Suspect suspect -> {
        ReplicaState next = suspect.passed(rise);
        if (next instanceof ReplicaState.Serving) {
          draft.say(Sentences.recovered(replica, draft.now - suspect.since()));
        }
        draft.put(replica.with(next));
      }
      case ReplicaState.Dead _ -> {}
    }
  }

  private void starts(Replica replica, ReplicaState next) {
    Replica changed = replica.with(next);
    if (changed.listed()) {
      draft.say(Sentences.serves(changed, draft.now));
    }
    draft.put(changed.serving() ? changed.with(changed.history().serves()) : changed);
  }

  void failed(long generation, String why) {
    Replica replica = draft.find(generation);
    if (replica == null || !replica.active()) {
      return;
    }
    switch (replica.state()) {
      case ReplicaState.Starting starting -> draft.put(replica.with(starting.failed(why)));
      case ReplicaState.Serving serving -> {
        ReplicaState next = serving.failed(draft.settings.fall(), draft.now, why);
        draft.put(replica.with(next));
        if (next instanceof ReplicaState.Suspect) {
          suspected(replica, why);
        }
      }
      case ReplicaState.Suspect suspect -> draft.put(replica.with(suspect.failed(why)));
      case ReplicaState.Dead _ -> {}
    }
  }

  private void suspected(Replica replica, String why) {
    draft.warn(Sentences.suspected(replica, why));
    if (draft.settings.scales() && Evidence.mostFailTogether(draft.replicas())) {
      draft.warn(Sentences.mostFail());
    }
  }

  void drained(long generation) {
    Replica replica = draft.find(generation);
    if (replica != null && replica.wanted() instanceof Wanted.Draining) {
      draft.stop(replica, draft.settings.stopTimeout());
    }
  }
}
