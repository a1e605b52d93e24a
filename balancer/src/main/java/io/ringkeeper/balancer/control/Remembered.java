package io.ringkeeper.balancer.control;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What commands have made of a fleet, and no engine can tell.
 *
 * @param ordinals those that are wanted
 * @param strategy how keys find replicas, as {@link Strategies} names it; empty as long as it is
 *     the configured one
 * @param weights by ordinal, of those whose weight is not 1
 */
public record Remembered(
    SortedSet<Integer> ordinals, Optional<String> strategy, SortedMap<Integer, Integer> weights) {

  public Remembered {
    ordinals = Collections.unmodifiableSortedSet(new TreeSet<>(ordinals));
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** These ordinals, and all else as it is configured. */
  public static Remembered of(SortedSet<Integer> ordinals) {
    return new Remembered(ordinals, Optional.empty(), new TreeMap<>());
  }

  @Override
  public String toString() {
    String rest = weights.isEmpty() ? "" : " of the weights " + weights;
    return "the ordinals "
        + ordinals
        + rest
        + strategy.map(name -> " by '" + name + "'").orElse("");
  }
}
