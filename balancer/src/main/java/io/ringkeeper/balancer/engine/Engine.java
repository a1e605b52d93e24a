package io.ringkeeper.balancer.engine;

import java.time.Duration;

/**
 * A world that runs replicas: child processes, containers, or machines somebody else looks after.
 *
 * <p>Every method returns at once and may be called from the control thread only; the outcome comes
 * later, from any thread, through {@link EngineEvents}. A replica is named by its generation, a
 * number that is never used twice.
 */
public interface Engine extends AutoCloseable {

  /** Whether this engine can start and stop replicas at all. */
  boolean scales();

  /**
   * Starts a replica. Ends in exactly one of {@link EngineEvents#started} and {@link
   * EngineEvents#startFailed}.
   */
  void start(ReplicaSpec spec);

  /**
   * Asks a replica to end and makes it end when {@code grace} is over; a grace of zero kills.
   * Always ends in {@link EngineEvents#exited}, also for a generation that is unknown or already
   * gone, so that the call may be repeated.
   */
  void stop(long generation, Duration grace);

  /** Ends whatever this engine still runs, and waits until it is gone. */
  @Override
  void close();
}
