package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig.Reach;
import io.ringkeeper.balancer.engine.EngineException;
import java.util.Optional;
import java.util.Set;

/**
 * Where the balancer runs, seen from the engine; decides how it reaches replicas.
 *
 * @param networks of the container of this engine that the balancer runs in; empty if it does not
 * @param contained whether it may be running in some container all the same
 * @param localEngine whether the engine is on this machine, by its address
 * @param onGateway whether the engine's end of the replicas' network is one of our own addresses:
 *     not so on another machine, inside Docker Desktop's, or with a rootless engine
 */
record Situation(
    Optional<Set<String>> networks, boolean contained, boolean localEngine, boolean onGateway) {

  /** Whether replicas are reached at published ports; at their own addresses otherwise. */
  boolean publishes(Reach wish, String network) throws EngineException {
    return switch (wish) {
      case ADDRESS -> false;
      case PUBLISHED -> {
        if (!localEngine) {
          throw new EngineException(
              "'docker.reach: published' means this machine's loopback, and the Docker engine is on"
                  + " another machine");
        }
        yield true;
      }
      case AUTO -> automatically(network);
    };
  }

  private boolean automatically(String network) throws EngineException {
    if (networks.isPresent()) {
      if (!networks.get().contains(network) && !networks.get().contains("host")) {
        throw new EngineException(
            ("The balancer's container is not on network '%s', where the replicas will be: start it"
                    + " with --network %s, or set docker.network to one that it is on")
                .formatted(network, network));
      }
      return false;
    }
    if (localEngine && onGateway) {
      return false;
    }
    if (localEngine && !contained) {
      return true;
    }
    throw new EngineException(
        ("It does not show from here how replicas on network '%s' are reached: run the balancer in"
                + " a container on this network, or set 'docker.reach: address' if there is a route"
                + " to it")
            .formatted(network));
  }
}
