package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The servers of the static engine, which run already.
 *
 * @param replicas each once
 * @param ordinals in the same order, each once; none, if they are their places in the list, from 1
 * @param weights in the same order, each 1..1000; none, if all are alike
 */
public record StaticConfig(List<Address> replicas, List<Integer> ordinals, List<Integer> weights) {

  public StaticConfig {
    replicas = List.copyOf(replicas);
    ordinals = List.copyOf(ordinals);
    weights = List.copyOf(weights);
    for (int weight : weights) {
      requireRange(weight, 1, 1_000, "weights");
    }
    requireOneForEach(replicas, weights, "weights");
    Set<Integer> taken = new HashSet<>();
    for (int ordinal : ordinals) {
      requireRange(ordinal, 1, Config.MOST_REPLICAS, "ordinals");
      require(taken.add(ordinal), "%d is listed twice".formatted(ordinal), "ordinals");
    }
    requireOneForEach(replicas, ordinals, "ordinals");
    Set<Address> seen = new HashSet<>();
    for (Address replica : replicas) {
      require(replica.port() > 0, "%s has no port to connect to".formatted(replica), "replicas");
      require(seen.add(replica), "%s is listed twice".formatted(replica), "replicas");
    }
  }

  private static void requireOneForEach(List<Address> replicas, List<Integer> these, String what) {
    require(
        these.isEmpty() || these.size() == replicas.size(),
        "%d %s are not one for each of %d replicas".formatted(these.size(), what, replicas.size()),
        what,
        "replicas");
  }

  /** Where the server of each ordinal is. */
  public SortedMap<Integer, Address> byOrdinal() {
    return byOrdinal(replicas);
  }

  /** The weights that are given. */
  public SortedMap<Integer, Integer> weightsByOrdinal() {
    return byOrdinal(weights);
  }

  private <T> SortedMap<Integer, T> byOrdinal(List<T> listed) {
    SortedMap<Integer, T> byOrdinal = new TreeMap<>();
    for (int i = 0; i < listed.size(); i++) {
      byOrdinal.put(ordinals.isEmpty() ? i + 1 : ordinals.get(i), listed.get(i));
    }
    return byOrdinal;
  }
}
