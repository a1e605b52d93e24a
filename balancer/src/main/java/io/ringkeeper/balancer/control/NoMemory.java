package io.ringkeeper.balancer.control;

import java.util.Optional;

/** Remembers nothing. */
enum NoMemory implements Memory {
  INSTANCE;

  @Override
  public Optional<Remembered> recall() {
    return Optional.empty();
  }

  @Override
  public void remember(Remembered content) {}

  @Override
  public void forget() {}

  @Override
  public void afterwards(Runnable task) {
    task.run();
  }

  @Override
  public void close() {}
}
