package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.time.Duration;

/**
 * How many connections to replicas there may be, and how long they last.
 *
 * @param idle how long an unused one is kept; zero keeps none
 * @param lifetime how long any is used; zero: for ever
 * @param maxIdle how many unused ones, per replica and event loop, 0..1,000,000
 * @param maxConnections how many in all, per replica, 0..1,000,000; 0 is no limit
 * @param queue how many requests may wait for one, per replica, 0..1,000,000
 * @param maxWait how long each may; more than 0
 */
public record Pool(
    Duration idle,
    Duration lifetime,
    int maxIdle,
    int maxConnections,
    int queue,
    Duration maxWait) {

  private static final int MOST = 1_000_000;

  public Pool {
    requireRange(maxIdle, 0, MOST, "max-idle");
    requireRange(maxConnections, 0, MOST, "max-connections");
    requireRange(queue, 0, MOST, "queue");
    require(maxWait.isPositive(), "is not longer than 0s", "max-wait");
  }
}
