package io.ringkeeper.balancer.dataplane;

import java.time.Duration;

/** Until when something has to happen, or never. Confined to one event loop. */
final class Deadline {

  private boolean set;
  private long nanos;

  void set(long now, Duration within) {
    set = true;
    nanos = now + within.toNanos();
  }

  /** The same, where zero means never. */
  void setIfAny(long now, Duration within) {
    clear();
    if (within.isPositive()) {
      set(now, within);
    }
  }

  /** Becomes the other one if that is earlier. */
  void bringForward(Deadline other) {
    if (other.set && (!set || nanos - other.nanos > 0)) {
      set = true;
      nanos = other.nanos;
    }
  }

  void clear() {
    set = false;
  }

  /** Whether it has passed. */
  boolean isOver(long now) {
    return set && now - nanos >= 0;
  }

  /** Whether it has passed; that is said once. */
  boolean hasPassed(long now) {
    boolean passed = isOver(now);
    set &= !passed;
    return passed;
  }
}
