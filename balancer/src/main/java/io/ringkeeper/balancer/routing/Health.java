package io.ringkeeper.balancer.routing;

/** What the control plane thinks of a member right now. A mask: it never moves a ring position. */
public enum Health {
  /** Takes traffic, and is listed. */
  SERVING,
  /** Misses heartbeats: takes traffic only while no member serves. */
  SUSPECT,
  /** Dead, or not ready yet: takes nothing. */
  DOWN
}
