package io.ringkeeper.balancer.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where lines go: a file that is appended to, or standard output. Confined to one thread. */
final class LogFile {

  /** What a pipe takes as one, so that nobody else's line comes between (POSIX: PIPE_BUF). */
  private static final int PIPE = 4096;

  private final String name;
  private final boolean standard;
  private @Nullable FileChannel channel;

  /** A file by its name, or {@code -}, which is standard output. */
  LogFile(String name) {
    this.name = name;
    this.standard = name.equals("-");
  }

  /** Opens it if it is not; may block, where nobody reads a pipe. */
  void open() throws IOException {
    if (channel == null) {
      channel =
          standard
              ? new FileOutputStream(FileDescriptor.out).getChannel()
              : FileChannel.open(
                  Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Writes all lines, and drops those that were written before anything failed. */
  void write(Lines lines) throws IOException {
    int done = 0;
    try {
      while (done < lines.length()) {
        int end = standard ? lines.lastEnd(done, PIPE) : lines.length();
        ByteBuffer part = ByteBuffer.wrap(lines.bytes(), done, end - done);
        while (part.hasRemaining()) {
          opened().write(part);
          done = part.position();
        }
      }
    } finally {
      lines.drop(done);
    }
  }

  private FileChannel opened() {
    if (channel == null) {
      throw new IllegalStateException("not open");
    }
    return channel;
  }

  /** The next time it is opened anew; standard output stays as it is. */
  void close() {
    if (channel != null && !standard) {
      try {
        channel.close();
      } catch (IOException e) {
        // What could not be written has been told of; this says the same.
      }
      channel = null;
    }
  }

  /** What is wrong, for people. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException file -> String.valueOf(file.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public String toString() {
    return standard ? "standard output" : name;
  }
}
