package io.ringkeeper.balancer.dataplane;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One conversation of a client, the balancer and a replica, byte by byte. The text of scripts is
 * explained in {@code wire/README.md} beside them.
 *
 * @param topic the file it stands in
 * @param name what it shows
 * @param settings what is configured for it, each as {@code name=value}
 * @param steps what happens, in this order
 */
public record WireScript(String topic, String name, List<String> settings, List<WireStep> steps) {

  public WireScript {
    settings = List.copyOf(settings);
    steps = List.copyOf(steps);
  }

  /** All that the client sends. */
  public String clientBytes() {
    return steps.stream()
        .map(step -> step instanceof WireStep.ClientSends sends ? sends.bytes() : "")
        .collect(Collectors.joining());
  }

  /** All that the replica sends. */
  public String replicaBytes() {
    return steps.stream()
        .map(step -> step instanceof WireStep.ReplicaSends sends ? sends.bytes() : "")
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return topic + ": " + name;
  }
}
