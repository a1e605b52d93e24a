package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers that carry the fleet's label and are nobody's that this balancer knows. What runs is
 * told of and left alone: another balancer may have the same fleet. What was never started, and
 * stays so, is what a balancer left that died at the wrong moment. For the engine's thread only.
 */
final class Strays {

  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Clock clock;
  private final String fleet;
  private final Set<String> toldOf = new HashSet<>();
  private final Map<String, Long> newSinceNanos = new HashMap<>();

  Strays(Clock clock, String fleet) {
    this.clock = clock;
    this.fleet = fleet;
  }

  /** The container's id if it has to go. */
  Optional<String> met(Found container) {
    if (container.isNew()) {
      long since = newSinceNanos.computeIfAbsent(container.id(), _ -> clock.nanos());
      if (clock.nanos() - since >= PATIENCE.toNanos()) {
        newSinceNanos.remove(container.id());
        return Optional.of(container.id());
      }
    } else if (container.lives() && toldOf.add(container.id())) {
      LOG.warn(
          "Container '{}' is of fleet '{}' and not ours: is there another balancer of this fleet?",
          container.name(),
          fleet);
    }
    return Optional.empty();
  }
}
