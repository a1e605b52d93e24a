package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.time.Duration;

/**
 * How long the request path waits; each more than 0.
 *
 * @param connect to connect to a replica
 * @param head for a client to send the whole head of a request
 * @param idle for a client's connection without a request
 * @param response for a replica to begin its answer
 * @param body for a body, either way, that makes no progress
 */
public record Timeouts(
    Duration connect, Duration head, Duration idle, Duration response, Duration body) {

  public Timeouts {
    requirePositive(connect, "connect");
    requirePositive(head, "head");
    requirePositive(idle, "idle");
    requirePositive(response, "response");
    requirePositive(body, "body");
  }

  private static void requirePositive(Duration timeout, String key) {
    require(timeout.isPositive(), "is not longer than 0s", key);
  }
}
