package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the fleet is told: commands of an operator, reports of the engine and of the prober, and the
 * passing of time. Reports may be lost, repeated or late; one about a generation that the fleet
 * does not hold any more is ignored.
 */
sealed interface Event {

  /** Ends in exactly one {@link Effect.Reply} with its id. */
  sealed interface Command extends Event {
    long id();
  }

  /**
   * Begins the fleet, ahead of all that waits: with what an earlier balancer left or, at a first
   * start, with new replicas, all or nothing.
   *
   * @param ordinals those that there are to be at a first start
   * @param remembered what was wanted last; empty if nobody remembers anything
   */
  record Begin(
      long id,
      SortedSet<Integer> ordinals,
      List<Survivor> survivors,
      Optional<Remembered> remembered)
      implements Command {
    public Begin {
      ordinals = Collections.unmodifiableSortedSet(new TreeSet<>(ordinals));
      survivors = List.copyOf(survivors);
    }

    /** Whether there is nothing to take up again. */
    boolean isFirst() {
      return survivors.isEmpty() && remembered.isEmpty();
    }

    /** The ordinals to go on with, if this is not a first start. */
    SortedSet<Integer> wanted() {
      return remembered
          .map(Remembered::ordinals)
          .orElseGet(() ->
              survivors.stream()
                  .map(Survivor::ordinal)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /**
   * Adds {@code n} replicas, all or nothing.
   *
   * @param hostnames names for the first of them; the rest are named by the fleet
   */
  record Add(long id, int n, List<String> hostnames) implements Command {
    public Add {
      requireCount(n);
      hostnames = List.copyOf(hostnames);
    }
  }

  /** Removes {@code n} replicas: the named ones, and as many at random as are missing to n. */
  record Remove(long id, int n, List<String> hostnames) implements Command {
    public Remove {
      requireCount(n);
      hostnames = List.copyOf(hostnames);
    }
  }

  /** From now on keys find replicas by another strategy. */
  record ChangeStrategy(long id, Strategy strategy) implements Command {}

  /** From now on a replica, and whoever takes its place, is to have so many keys. */
  record Weigh(long id, String name, int weight) implements Command {}

  /** Removes every replica, ahead of all that waits, for good. */
  record Shutdown(long id) implements Command {}

  /** Every command is refused from now on, also the one in progress; a shutdown alone is not. */
  record Closing() implements Event {}

  /** The replica runs and will listen there. */
  record Started(long generation, InetSocketAddress address) implements Event {}

  /** The replica could not be started and nothing of it is left. */
  record StartFailed(long generation, String why) implements Event {}

  /** The engine has seen that the replica will not serve again; something of it is left. */
  record Failed(long generation, String why) implements Event {}

  /** The replica is gone, asked for or not. */
  record Exited(long generation, String why) implements Event {}

  record ProbePassed(long generation) implements Event {}

  record ProbeFailed(long generation, String why) implements Event {}

  /** Nothing is in flight to the replica any more, and nothing can be. */
  record Drained(long generation) implements Event {}

  /** What was to be published cannot be made a table; the fleet is as it was before. */
  record Unpublishable(String why) implements Event {}

  /** Time has passed: nothing else has happened. */
  record Tick() implements Event {}

  private static void requireCount(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a number of replicas cannot be negative: " + n);
    }
  }
}
