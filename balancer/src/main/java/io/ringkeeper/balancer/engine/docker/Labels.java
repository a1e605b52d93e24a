package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a container carries of its replica, so that any balancer can tell whose it is. */
final class Labels {

  static final String OWNER = DockerConfig.OWN_LABELS + "owner";
  static final String FLEET = DockerConfig.OWN_LABELS + "fleet";
  static final String ORDINAL = DockerConfig.OWN_LABELS + "ordinal";
  static final String GENERATION = DockerConfig.OWN_LABELS + "generation";

  private static final String RINGKEEPER = "ringkeeper";

  private Labels() {}

  /** Of a replica's container, with what the operator adds. */
  static Map<String, String> of(String fleet, ReplicaSpec spec, Map<String, String> added) {
    Map<String, String> labels = new HashMap<>(added);
    labels.putAll(of(fleet));
    labels.put(ORDINAL, Integer.toString(spec.ordinal()));
    labels.put(GENERATION, Long.toString(spec.generation()));
    return labels;
  }

  /** Of anything that is the fleet's. */
  static Map<String, String> of(String fleet) {
    return Map.of(OWNER, RINGKEEPER, FLEET, fleet);
  }

  static boolean areOf(String fleet, Map<String, String> labels) {
    return RINGKEEPER.equals(labels.get(OWNER)) && fleet.equals(labels.get(FLEET));
  }

  /** Empty where it is absent or not ours to have been written. */
  static OptionalLong generation(Map<String, String> labels) {
    return positive(labels.get(GENERATION));
  }

  static OptionalLong ordinal(Map<String, String> labels) {
    OptionalLong ordinal = positive(labels.get(ORDINAL));
    return ordinal.isPresent() && ordinal.getAsLong() <= Integer.MAX_VALUE
        ? ordinal
        : OptionalLong.empty();
  }

  private static OptionalLong positive(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{0,17}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
