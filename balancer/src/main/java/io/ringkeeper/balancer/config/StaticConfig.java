package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers of the static engine, which run already.
 *
 * @param replicas in the order of their ordinals, each once
 * @param weights in the same order, each 1..1000; none, if all are alike
 */
public record StaticConfig(List<Address> replicas, List<Integer> weights) {

  public StaticConfig {
    replicas = List.copyOf(replicas);
    weights = List.copyOf(weights);
    for (int weight : weights) {
      requireRange(weight, 1, 1_000, "weights");
    }
    require(
        weights.isEmpty() || weights.size() == replicas.size(),
        "%d weights are not one for each of %d replicas".formatted(weights.size(), replicas.size()),
        "weights",
        "replicas");
    Set<Address> seen = new HashSet<>();
    for (Address replica : replicas) {
      require(replica.port() > 0, "%s has no port to connect to".formatted(replica), "replicas");
      require(seen.add(replica), "%s is listed twice".formatted(replica), "replicas");
    }
  }
}
