package io.ringkeeper.balancer.engine;

import java.time.Duration;
import java.util.List;

/**
 * A world that runs replicas: child processes, containers, or machines somebody else looks after.
 *
 * <p>{@link #start} and {@link #stop} return at once and may be called from the control thread
 * only; the outcome comes later, from any thread, through {@link EngineEvents}. A replica is named
 * by its generation, a number that is never used twice.
 */
public interface Engine extends AutoCloseable {

  /**
   * Makes sure that the engine is there and finds what an earlier balancer left of this fleet.
   * Comes before every other call, once; may block. From now on the survivors are replicas like
   * those that were started: whoever is not wanted has to be stopped.
   *
   * @throws EngineException if this engine cannot be used
   */
  List<Survivor> open() throws EngineException;

  /** Whether this engine can start and stop replicas at all. */
  boolean scales();

  /** Whether replicas outlive the balancer, so that the next one can find them again. */
  boolean keeps();

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

  /**
   * Gives up whatever this engine still runs. What could not outlive the balancer is ended, and
   * waited for; what can is left to the next one.
   */
  @Override
  void close();
}
