package io.ringkeeper.balancer.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that one balancer holds for its whole life, so that no two keep the same fleet. The kernel
 * gives it up when the process ends, however it ends; the file stays, and means nothing by itself.
 */
final class FleetLock implements AutoCloseable {

  private static final int LONGEST_PID = 20;

  /** To close a file gives up every lock that this process has on it: none is opened twice. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FleetLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file in a directory that exists; an absolute path without symbolic links
   * @throws StateException if another balancer holds the lock
   */
  static FleetLock take(Path file, String fleet) throws IOException, StateException {
    if (!HELD.add(file)) {
      throw taken(fleet, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, CREATE, READ, WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        throw taken(fleet, read(channel));
      }
      signBy(ProcessHandle.current().pid(), channel);
      return new FleetLock(file, channel);
    } finally {
      if (!locked) {
        HELD.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static StateException taken(String fleet, String process) {
    return new StateException(
        "fleet '%s' is kept by another balancer already (process %s)".formatted(fleet, process));
  }

  /** For the eyes of whoever finds the lock taken; a full disk does not prevent the locking. */
  private static void signBy(long pid, FileChannel channel) {
    try {
      channel.truncate(0).write(ByteBuffer.wrap(Long.toString(pid).getBytes(US_ASCII)), 0);
    } catch (IOException e) {
      return;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    channel.read(pid, 0);
    String text = US_ASCII.decode(pid.flip()).toString().strip();
    return text.isEmpty() ? "unknown" : text;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
