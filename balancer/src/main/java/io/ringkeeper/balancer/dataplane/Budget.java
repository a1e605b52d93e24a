package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.config.RetryBudget;

/**
 * How many requests of one event loop may be in a retry at a time that is not free: a share of
 * those at work, so that retries never become the load that keeps the replicas down. Confined to
 * the loop, so that nothing is shared.
 */
final class Budget {

  private final int percent;
  private final int atLeast;
  private int atWork;
  private int taken;

  /** The part of one of so many loops. */
  Budget(RetryBudget whole, int loops) {
    this.percent = whole.percent();
    this.atLeast = Math.ceilDiv(whole.atLeast(), loops);
  }

  void requestBegins() {
    atWork++;
  }

  void requestEnds() {
    atWork--;
  }

  boolean hasRoom() {
    return taken < Math.max(atLeast, (long) atWork * percent / 100);
  }

  void take() {
    taken++;
  }

  void giveBack() {
    taken--;
  }
}
