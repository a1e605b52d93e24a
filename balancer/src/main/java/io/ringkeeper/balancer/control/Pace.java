package io.ringkeeper.balancer.control;

/** How often a replica is probed. */
public enum Pace {
  /** Many times a second: somebody waits for it to serve. */
  STARTING,
  /** At the configured interval. */
  STEADY
}
