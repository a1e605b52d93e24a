package io.ringkeeper.balancer.control;

import java.util.Optional;

/**
 * Keeps what commands have made of a fleet for the balancer that comes after this one. No call but
 * {@link #close} waits for anything.
 */
public interface Memory extends AutoCloseable {

  /** What an earlier balancer remembered last; empty if nothing was, which is a first start. */
  Optional<Remembered> recall();

  /** Takes the place of whatever was remembered before. No ordinals mean: none are wanted. */
  void remember(Remembered content);

  /** Nothing is remembered any more: the next start will be a first one. */
  void forget();

  /**
   * Runs a task, on any thread, when everything asked for until now has been made to last or has
   * failed to be. Tasks run one after the other, in order; they must not block.
   */
  void afterwards(Runnable task);

  /** Tries once more what has not been made to last, and ends. */
  @Override
  void close();

  /** For an engine of which nothing is left when the balancer ends. */
  static Memory none() {
    return NoMemory.INSTANCE;
  }
}
