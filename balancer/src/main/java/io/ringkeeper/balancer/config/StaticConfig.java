package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers of the static engine, which run already.
 *
 * @param replicas in the order of their ordinals, each once
 */
public record StaticConfig(List<Address> replicas) {

  public StaticConfig {
    replicas = List.copyOf(replicas);
    Set<Address> seen = new HashSet<>();
    for (Address replica : replicas) {
      require(replica.port() > 0, "%s has no port to connect to".formatted(replica), "replicas");
      require(seen.add(replica), "%s is listed twice".formatted(replica), "replicas");
    }
  }
}
