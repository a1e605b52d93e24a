package io.ringkeeper.balancer.time;

/** Elapsed time. The only way to it, so that tests and simulations can move time by hand. */
@FunctionalInterface
public interface Clock {

  /** Nanoseconds since an arbitrary origin; compare by difference only. */
  long nanos();

  /** The clock of this machine. */
  static Clock system() {
    return System::nanoTime;
  }
}
