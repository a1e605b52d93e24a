package io.ringkeeper.balancer.control;

import java.util.Optional;
import java.util.SortedSet;

/** Remembers nothing. */
enum NoMemory implements Memory {
  INSTANCE;

  @Override
  public Optional<SortedSet<Integer>> recall() {
    return Optional.empty();
  }

  @Override
  public void remember(SortedSet<Integer> ordinals) {}

  @Override
  public void forget() {}

  @Override
  public void afterwards(Runnable task) {
    task.run();
  }

  @Override
  public void close() {}
}
