package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How a fleet is to be kept.
 *
 * @param ringCapacity how many members the hash ring can hold
 * @param replicasMax the configured limit
 * @param strict whether removing more replicas than are wanted is refused
 * @param scales whether the engine can start and stop replicas; if not, none is replaced
 * @param fall consecutive failed probes after which a replica is suspected
 * @param rise consecutive passed probes after which a replica serves
 * @param startTimeout how long a replica may take from start to serving
 * @param drain how long a removed replica may finish what it has in flight; zero: not at all
 * @param stopTimeout how long a stopped replica may take before it is killed
 * @param replaceAfter how long a replica is suspected before it is replaced
 * @param serverId the {@code SERVER_ID} of a replica
 * @param initialName the name of an initial replica, by its ordinal
 */
public record FleetSettings(
    int ringCapacity,
    int replicasMax,
    boolean strict,
    boolean scales,
    int fall,
    int rise,
    Duration startTimeout,
    Duration drain,
    Duration stopTimeout,
    Duration replaceAfter,
    ServerId serverId,
    IntFunction<String> initialName) {

  /** Makes the {@code SERVER_ID} of a replica. */
  @FunctionalInterface
  public interface ServerId {
    String of(int ordinal, String name);
  }

  public FleetSettings {
    require(ringCapacity >= 0 && replicasMax >= 0, "a limit of replicas cannot be negative");
    require(fall >= 1 && rise >= 1, "fall and rise count probes, from 1");
    require(startTimeout.isPositive(), "the start timeout must be positive");
    require(
        !drain.isNegative() && !stopTimeout.isNegative() && !replaceAfter.isNegative(),
        "a duration cannot be negative");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
