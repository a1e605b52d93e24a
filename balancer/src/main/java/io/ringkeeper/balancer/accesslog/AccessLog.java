package io.ringkeeper.balancer.accesslog;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.balancer.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log: a {@link Spool} for each event loop, and one thread that writes what they hold. A
 * request never waits for it. Any thread may call any method.
 */
public final class AccessLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  /** Some 5,000 requests. */
  private static final int SPOOL = 1024 * 1024;

  /** How long an end waits for the rest to be written. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Spool> spools;
  private final @Nullable Writer writer;
  private final @Nullable Thread thread;

  private AccessLog() {
    spools = List.of();
    writer = null;
    thread = null;
  }

  private AccessLog(int loops, Format format, LogFile file, Clock clock, WallClock wallClock) {
    spools =
        Stream.generate(() -> new Spool(SPOOL, format.texts(), this::wake)).limit(loops).toList();
    Writer writing = new Writer(spools, format, file, clock, wallClock);
    writer = writing;
    thread = Thread.ofPlatform().name("access-log").daemon().unstarted(writing);
  }

  /** A log that nothing is written to. */
  public static AccessLog off() {
    return new AccessLog();
  }

  /**
   * Starts to write.
   *
   * @param loops how many event loops there are
   * @param file its name, or {@code -}
   */
  public static AccessLog start(
      Config.AccessLog format, int loops, String file, Clock clock, WallClock wallClock) {
    AccessLog log =
        switch (format) {
          case OFF -> off();
          case JSON -> new AccessLog(loops, new JsonFormat(), new LogFile(file), clock, wallClock);
          case COMBINED ->
              new AccessLog(
                  loops, new CombinedFormat(wallClock.zone()), new LogFile(file), clock, wallClock);
        };
    if (log.thread != null) {
      log.thread.start();
    }
    return log;
  }

  /** Where the event loop of this number puts its requests; null if there is no log. */
  public @Nullable Spool spool(int loop) {
    return spools.isEmpty() ? null : spools.get(loop);
  }

  /** How often the log could not be written. */
  public long errors() {
    return writer == null ? 0 : writer.errors();
  }

  /** Opens the file anew, because it has been renamed. */
  public void reopen() {
    if (writer != null) {
      writer.reopen();
      wake();
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  /** Writes the rest, and ends; the event loops have ended before. */
  @Override
  public void close() {
    if (writer == null || thread == null) {
      return;
    }
    writer.close();
    wake();
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("Access log: the rest cannot be written in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
