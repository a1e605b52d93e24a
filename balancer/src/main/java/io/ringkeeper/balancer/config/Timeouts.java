package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.time.Duration;

/**
 * How long the request path waits; each more than 0, except the last.
 *
 * @param connect to connect to a replica
 * @param head for a client to send the whole head of a request
 * @param idle for a client's connection without a request
 * @param response for a replica to begin its answer
 * @param body for a body, either way, that makes no progress
 * @param send for a client that takes nothing of what it is sent
 * @param tunnel for a tunnel in which nothing moves
 * @param request for a request, from its head to the end of its answer; zero: for ever
 */
public record Timeouts(
    Duration connect,
    Duration head,
    Duration idle,
    Duration response,
    Duration body,
    Duration send,
    Duration tunnel,
    Duration request) {

  public Timeouts {
    requirePositive(connect, "connect");
    requirePositive(head, "head");
    requirePositive(idle, "idle");
    requirePositive(response, "response");
    requirePositive(body, "body");
    requirePositive(send, "send");
    requirePositive(tunnel, "tunnel");
  }

  private static void requirePositive(Duration timeout, String key) {
    require(timeout.isPositive(), "is not longer than 0s", key);
  }
}
