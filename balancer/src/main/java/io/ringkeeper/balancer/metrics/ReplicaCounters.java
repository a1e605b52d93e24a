package io.ringkeeper.balancer.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one event loop has seen of the replicas of one ordinal, one after the other. Only the loop
 * writes; anybody may read.
 */
public final class ReplicaCounters {

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  ReplicaCounters() {}

  /** A request goes there. */
  public void request() {
    requests.lazySet(requests.getPlain() + 1);
  }

  /** A request that went there has to go elsewhere, or failed. */
  public void failure() {
    failures.lazySet(failures.getPlain() + 1);
  }

  long requests() {
    return requests.get();
  }

  long failures() {
    return failures.get();
  }
}
