package io.ringkeeper.balancer.state;

import io.ringkeeper.balancer.control.Memory;
import io.ringkeeper.balancer.control.Remembered;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of one fleet, a small file: {@code <fleet>.json}, beside the lock {@code <fleet>.lock}
 * that keeps a second balancer away from it.
 *
 * <p>One daemon thread writes, so that whoever remembers never waits for a disk, and only what was
 * remembered last. A write that fails is tried again every second until it works; meanwhile nobody
 * is kept waiting for it.
 */
public final class StateFile implements Memory {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final int RETRY_SECONDS = 1;
  private static final int CLOSE_LIMIT_SECONDS = 5;

  private final AtomicFile file;
  private final String fleet;
  private final FleetLock lock;
  private final Optional<Remembered> found;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("state").factory());

  /** What is to be in the file, and what is; empty means that there is to be no file. */
  private volatile Optional<Remembered> latest;

  private Optional<Remembered> written;
  private boolean failing;
  private boolean retrying;

  private StateFile(AtomicFile file, String fleet, FleetLock lock, Optional<Remembered> found) {
    this.file = file;
    this.fleet = fleet;
    this.lock = lock;
    this.found = found;
    this.latest = found;
    this.written = found;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Takes the lock and reads what was remembered. The directory is made if there is none.
   *
   * @param fleet begins with a letter or a digit; has besides them only {@code _}, {@code .} and
   *     {@code -}
   * @throws StateException if another balancer keeps this fleet, if nothing could be remembered in
   *     this directory, or if what is there cannot be understood
   */
  public static StateFile open(Path directory, String fleet) throws StateException {
    try {
      Path real = prepare(directory);
      FleetLock lock = FleetLock.take(real.resolve(fleet + ".lock"), fleet);
      AtomicFile file = new AtomicFile(real, fleet + ".json");
      try {
        return new StateFile(file, fleet, lock, read(file, fleet));
      } catch (StateException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StateException(
          "state-dir: nothing can be kept in %s: %s".formatted(directory, reason(e)));
    }
  }

  private static Path prepare(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!Files.isWritable(directory)) {
      throw new IOException("it is not writable");
    }
    return directory.toRealPath();
  }

  private static Optional<Remembered> read(AtomicFile file, String fleet) throws StateException {
    try {
      return Optional.of(StateFormat.read(fleet, Files.readAllBytes(file.path())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StateException(
          ("%s says which replicas are wanted, and cannot be read: %s;"
                  + " mend it, or delete it to keep those that are there")
              .formatted(file.path(), reason(e)));
    }
  }

  /** The messages of these exceptions are hardly more than the name of a file. */
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is not a directory";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(e.getMessage());
    };
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
    thread.execute(this::write);
  }

  private void write() {
    Optional<Remembered> next = latest;
    if (next.equals(written) && !failing) {
      return;
    }
    try {
      if (next.isPresent()) {
        file.write(StateFormat.write(fleet, next.get()));
      } else {
        file.delete();
      }
      written = next;
      if (failing) {
        LOG.info("{} is written again", file.path());
      }
      failing = false;
    } catch (IOException e) {
      failed(next, reason(e));
    }
  }

  private void failed(Optional<Remembered> next, String why) {
    if (!failing) {
      LOG.warn(
          "{} cannot be written ({}): a restart would find {} wanted, and not {};"
              + " tried again every {} s",
          file.path(),
          why,
          described(written),
          described(next),
          RETRY_SECONDS);
    }
    failing = true;
    if (!retrying && !thread.isShutdown()) {
      retrying = true;
      var _ = thread.schedule(this::retry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void retry() {
    retrying = false;
    write();
  }

  private static String described(Optional<Remembered> content) {
    return content.map(Remembered::toString).orElse("nothing");
  }

  /** The thread takes one task after the other. */
  @Override
  public void afterwards(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      task.run(); // closed: nothing is written any more
    }
  }

  @Override
  public void close() {
    thread.execute(this::write);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{} is not written: the disk does not answer", file.path());
      }
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The lock beside {} could not be given up: {}", file.path(), reason(e));
    }
  }
}
