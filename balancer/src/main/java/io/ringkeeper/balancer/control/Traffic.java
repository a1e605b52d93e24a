package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;

/**
 * The data plane as the control plane sees it. Called from the control thread only; returns at
 * once.
 */
public interface Traffic {

  /** How many event loops may enter a replica. */
  int loops();

  /** The table is the current one from now on: every request that comes reads it. */
  void tableChanged(RoutingTable table);

  /**
   * Retires a replica that has just been unpublished, and runs {@code whenDrained} once, on any
   * thread, when nothing is in flight to it and nothing can be: every event loop has run a task
   * since, so that none still works with an older table.
   */
  void drain(ReplicaHandle handle, Runnable whenDrained);
}
