package io.ringkeeper.balancer.accesslog;

import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.balancer.time.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the log. Its cycle: take from the spools what has come, make lines of it,
 * write them. While the file cannot be written the lines stay, the spools fill, and the event loops
 * drop what finds no room; each second it is tried again.
 */
final class Writer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private static final int BATCH = 128 * 1024;
  private static final long PAUSE_MILLIS = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final List<Spool> spools;
  private final Format format;
  private final LogFile file;
  private final Clock clock;
  private final WallClock wallClock;
  private final Entry entry = new Entry();
  private final Lines lines = new Lines(BATCH);
  private final AtomicLong errors = new AtomicLong();
  private volatile boolean reopening;
  private volatile boolean closing;
  private boolean troubled;
  private long retryAt;

  Writer(List<Spool> spools, Format format, LogFile file, Clock clock, WallClock wallClock) {
    this.spools = spools;
    this.format = format;
    this.file = file;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /** How often the file could not be opened or written. */
  long errors() {
    return errors.get();
  }

  /** From any thread: the file has been renamed. */
  void reopen() {
    reopening = true;
  }

  /** From any thread: what is left is written, if it can be, and then this ends. */
  void close() {
    closing = true;
  }

  @Override
  public void run() {
    while (!closing) {
      if (!safeCycle()) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
    retryAt = clock.nanos();
    while (safeCycle()) {} // to the last of it
    if (!isDone()) {
      LOG.warn("Access log: the rest cannot be written");
    }
    file.close();
  }

  private boolean safeCycle() {
    try {
      return cycle();
    } catch (RuntimeException e) {
      LOG.error("Access log: a record cannot be written", e);
      return false;
    }
  }

  private boolean isDone() {
    return lines.length() == 0 && spools.stream().allMatch(Spool::isEmpty);
  }

  /** One round; whether the next one has something to do right away. */
  boolean cycle() {
    if (reopening) {
      reopening = false;
      retryAt = clock.nanos();
      file.close();
      lines.dropCut(); // its beginning is in the other file
    }
    format();
    return write() && !isDone();
  }

  private void format() {
    long offset = wallClock.millis() - TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    for (Spool spool : spools) {
      while (lines.hasRoom() && spool.next(entry)) {
        long at = TimeUnit.NANOSECONDS.toMillis(entry.get(Entry.Figure.AT));
        format.append(entry, offset + at, lines);
      }
      spool.release();
    }
  }

  private boolean write() {
    if (troubled && clock.nanos() - retryAt < 0) {
      return false;
    }
    try {
      file.open();
      file.write(lines);
      if (troubled) {
        troubled = false;
        LOG.info("Access log: {} can be written again", file);
      }
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void failed(IOException e) {
    errors.incrementAndGet();
    if (!troubled) {
      String reason = LogFile.reason(e);
      LOG.warn("Access log: {} cannot be written: {}; trying again every second", file, reason);
    }
    troubled = true;
    retryAt = clock.nanos() + RETRY.toNanos();
    file.close();
  }
}
