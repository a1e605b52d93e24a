package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved by hand. */
final class ManualClock implements Clock {

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

  @Override
  public long nanos() {
    long now = nanos.get();
    reads.incrementAndGet();
    return now;
  }

  /** How often it has been looked at. */
  long reads() {
    return reads.get();
  }

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
