package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/** A memory on a disk that takes its time. What is under way when the balancer ends is lost. */
final class SimMemory implements Memory {

  /** What outlives balancers. */
  static final class Disk {
    Optional<SortedSet<Integer>> content = Optional.empty();
  }

  private static final Duration SLOWEST = Duration.ofMillis(500);

  private final SimAgenda agenda;
  private final SimRandom random;
  private final Disk disk;
  private final Optional<SortedSet<Integer>> found;
  private Optional<SortedSet<Integer>> latest;
  private long busyUntil = Long.MIN_VALUE;
  private boolean closed;

  SimMemory(SimAgenda agenda, SimRandom random, Disk disk) {
    this.agenda = agenda;
    this.random = random;
    this.disk = disk;
    this.found = disk.content;
    this.latest = disk.content;
  }

  @Override
  public Optional<SortedSet<Integer>> recall() {
    return found;
  }

  @Override
  public void remember(SortedSet<Integer> ordinals) {
    change(Optional.of(ordinals));
  }

  @Override
  public void forget() {
    change(Optional.empty());
  }

  private void change(Optional<SortedSet<Integer>> next) {
    latest = next;
    queue(random.nanosUpTo(SLOWEST), () -> disk.content = latest);
  }

  @Override
  public void afterwards(Runnable task) {
    queue(0, task);
  }

  private void queue(long nanos, Runnable task) {
    long now = agenda.elapsed().toNanos();
    busyUntil = Math.max(busyUntil, now) + nanos;
    agenda.in(
        busyUntil - now,
        () -> {
          if (!closed) {
            task.run();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
  }
}
