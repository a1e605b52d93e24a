package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.time.Duration;

/**
 * Which connections to replicas are kept for later requests.
 *
 * @param idle how long an unused one is kept; zero keeps none
 * @param maxIdle how many unused ones, per replica and event loop, 0..1,000,000
 */
public record Pool(Duration idle, int maxIdle) {

  public Pool {
    requireRange(maxIdle, 0, 1_000_000, "max-idle");
  }
}
