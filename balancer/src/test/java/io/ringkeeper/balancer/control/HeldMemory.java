package io.ringkeeper.balancer.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A memory that a test can make slow. */
final class HeldMemory implements Memory {

  private final List<Set<Integer>> remembered = new ArrayList<>();
  private final List<Runnable> awaiting = new ArrayList<>();
  private boolean held;

  synchronized void hold() {
    held = true;
  }

  void letGo() {
    List<Runnable> tasks;
    synchronized (this) {
      held = false;
      tasks = List.copyOf(awaiting);
      awaiting.clear();
    }
    tasks.forEach(Runnable::run);
  }

  synchronized List<Set<Integer>> remembered() {
    return List.copyOf(remembered);
  }

  synchronized boolean isAwaited() {
    return !awaiting.isEmpty();
  }

  @Override
  public Optional<Remembered> recall() {
    return Optional.empty();
  }

  @Override
  public synchronized void remember(Remembered content) {
    remembered.add(content.ordinals());
  }

  @Override
  public void forget() {}

  @Override
  public void afterwards(Runnable task) {
    synchronized (this) {
      if (held) {
        awaiting.add(task);
        return;
      }
    }
    task.run();
  }

  @Override
  public void close() {}
}
