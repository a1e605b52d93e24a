package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

/**
 * What clients and replicas cannot exceed.
 *
 * @param head the longest head of a request or an answer, 1KiB..256KiB
 * @param connections clients connected at a time, 1..10,000,000
 */
public record Limits(ByteSize head, int connections) {

  private static final ByteSize SHORTEST_HEAD = ByteSize.kibibytes(1);
  private static final ByteSize LONGEST_HEAD = ByteSize.kibibytes(256);

  public Limits {
    require(
        head.bytes() >= SHORTEST_HEAD.bytes() && head.bytes() <= LONGEST_HEAD.bytes(),
        "%s is not between %s and %s".formatted(head, SHORTEST_HEAD, LONGEST_HEAD),
        "head");
    requireRange(connections, 1, 10_000_000, "connections");
  }
}
