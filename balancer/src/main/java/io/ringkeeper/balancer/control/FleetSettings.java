package io.ringkeeper.balancer.control;

import io.ringkeeper.hashing.Strategy;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * How a fleet is to be kept.
 *
 * @param strategy how keys find replicas, to begin with
 * @param strategies whatever it may become
 * @param weights by ordinal, of those whose weight is not 1
 * @param replicasMax the configured limit
 * @param strict whether removing more replicas than are wanted is refused
 * @param scales whether the engine can start and stop replicas; if not, none is replaced
 * @param fall consecutive failed probes after which a replica is suspected
 * @param rise consecutive passed probes after which a replica serves
 * @param startTimeout how long a replica may take from start to serving
 * @param drain how long a removed replica may finish what it has in flight; zero: not at all
 * @param stopTimeout how long a stopped replica may take before it is killed
 * @param replaceAfter how long a replica is suspected before it is replaced
 * @param slowStart how long a replica that begins to serve takes only a part of its keys
 * @param serverId the {@code SERVER_ID} of a replica
 * @param initialName the name of an initial replica, by its ordinal
 */
public record FleetSettings(
    Strategy strategy,
    Strategies strategies,
    SortedMap<Integer, Integer> weights,
    int replicasMax,
    boolean strict,
    boolean scales,
    int fall,
    int rise,
    Duration startTimeout,
    Duration drain,
    Duration stopTimeout,
    Duration replaceAfter,
    Duration slowStart,
    ServerId serverId,
    IntFunction<String> initialName) {

  /** Makes the {@code SERVER_ID} of a replica. */
  @FunctionalInterface
  public interface ServerId {
    String of(int ordinal, String name);
  }

  public FleetSettings {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    require(replicasMax >= 0, "a limit of replicas cannot be negative");
    require(fall >= 1 && rise >= 1, "fall and rise count probes, from 1");
    require(startTimeout.isPositive(), "the start timeout must be positive");
    require(
        Stream.of(drain, stopTimeout, replaceAfter, slowStart).noneMatch(Duration::isNegative),
        "a duration cannot be negative");
  }

  /** The same with another strategy. */
  FleetSettings with(Strategy other) {
    return new FleetSettings(
        other,
        strategies,
        weights,
        replicasMax,
        strict,
        scales,
        fall,
        rise,
        startTimeout,
        drain,
        stopTimeout,
        replaceAfter,
        slowStart,
        serverId,
        initialName);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
