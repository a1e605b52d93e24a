package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.Optional;

/** A memory on a disk that takes its time. What is under way when the balancer ends is lost. */
final class SimMemory implements Memory {

  /** What outlives balancers. */
  static final class Disk {
    Optional<Remembered> content = Optional.empty();
  }

  private static final Duration SLOWEST = Duration.ofMillis(500);

  private final SimAgenda agenda;
  private final SimRandom random;
  private final Disk disk;
  private final Optional<Remembered> found;
  private Optional<Remembered> latest;
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
  public Optional<Remembered> recall() {
    return found;
  }

  @Override
  public void remember(Remembered content) {
    change(Optional.of(content));
  }

  @Override
  public void forget() {
    change(Optional.empty());
  }

  private void change(Optional<Remembered> next) {
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
