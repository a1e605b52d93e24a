package io.ringkeeper.balancer.control;

import java.util.Set;

/**
 * The command in progress. Replicas are named by their generations, so that nobody who comes later
 * is taken for one of them.
 */
sealed interface Work {

  long command();

  Set<Long> generations();

  /** When the operator gets an answer in any case. */
  long deadline();

  /** Waits until all of these serve. */
  record Adding(long command, Set<Long> generations, long deadline) implements Work {}

  /** Waits until it is known of each of these, which ran before we did, whether it serves. */
  record Adopting(long command, Set<Long> generations, long deadline) implements Work {}

  /** Waits until all of these are gone. */
  record Removing(long command, Set<Long> generations, long deadline) implements Work {}

  /** One of these failed to start: waits until all of them are gone. */
  record Aborting(long command, Set<Long> generations, long deadline, Outcome.Refused refusal)
      implements Work {}
}
