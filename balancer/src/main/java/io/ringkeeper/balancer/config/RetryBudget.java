package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

/**
 * How many requests may be in a retry at a time that is not free.
 *
 * @param percent of the requests at work, 0..100
 * @param atLeast however few are at work, 0..1,000,000
 */
public record RetryBudget(int percent, int atLeast) {

  public RetryBudget {
    requireRange(percent, 0, 100, "percent");
    requireRange(atLeast, 0, 1_000_000, "at-least");
  }
}
