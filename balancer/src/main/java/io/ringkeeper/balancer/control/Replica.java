package io.ringkeeper.balancer.control;

import java.util.OptionalLong;

/**
 * Who holds an ordinal, or has to go: one start of one replica, and what is wanted and observed of
 * it.
 *
 * <pre>
 *              Starting        Serving            Suspect           Dead          Dead, exited
 *   Active     probed          probed, serves     probed, masked    killed        replaced
 *   Draining   –               finishes           finishes          –             let go
 *   Gone       stopped         stopped            stopped           killed        let go
 * </pre>
 *
 * <p>A survivor of an earlier balancer begins as Starting, or as Dead if it does not run: Active if
 * it is kept, Gone if it is a stray, which has no claim to its ordinal.
 *
 * @param ordinal the identity that replacements inherit
 * @param generation names this one start, never reused
 * @param committed whether the command that asked for it is done: only then is it published and
 *     replaced
 */
record Replica(
    int ordinal,
    long generation,
    String name,
    boolean committed,
    Wanted wanted,
    ReplicaState state,
    RestartHistory history) {

  boolean active() {
    return wanted instanceof Wanted.Active;
  }

  boolean serving() {
    return state instanceof ReplicaState.Serving;
  }

  /** Whether it is one of those that take traffic now. */
  boolean listed() {
    return serving() && active() && committed;
  }

  /** When {@link Tending} must do something about it, if nothing else happens before. */
  OptionalLong actAt(boolean scales) {
    return switch (wanted) {
      case Wanted.Draining draining -> OptionalLong.of(draining.until());
      case Wanted.Gone gone -> OptionalLong.of(gone.stopAgain());
      case Wanted.Active _ ->
          switch (state) {
            case ReplicaState.Starting starting when scales -> OptionalLong.of(starting.deadline());
            case ReplicaState.Dead dead when committed || !dead.exited() ->
                OptionalLong.of(dead.next());
            case ReplicaState.Starting _,
                ReplicaState.Serving _,
                ReplicaState.Suspect _,
                ReplicaState.Dead _ ->
                OptionalLong.empty();
          };
    };
  }

  Replica commit() {
    return new Replica(ordinal, generation, name, true, wanted, state, history);
  }

  Replica with(Wanted next) {
    return new Replica(ordinal, generation, name, committed, next, state, history);
  }

  Replica with(ReplicaState next) {
    return new Replica(ordinal, generation, name, committed, wanted, next, history);
  }

  Replica with(RestartHistory next) {
    return new Replica(ordinal, generation, name, committed, wanted, state, next);
  }
}
