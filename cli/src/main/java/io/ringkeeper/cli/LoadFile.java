package io.ringkeeper.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a report goes: a file, or standard output. It is opened before the load, so that nobody
 * finds out afterwards that it cannot be written; what it had in it stays until there is more.
 */
final class LoadFile implements AutoCloseable {

  /** Means standard output. */
  static final String STANDARD_OUTPUT = "-";

  private final @Nullable FileChannel file;

  private LoadFile(@Nullable FileChannel file) {
    this.file = file;
  }

  static LoadFile open(String name) {
    if (name.equals(STANDARD_OUTPUT)) {
      return new LoadFile(null);
    }
    try {
      return new LoadFile(
          FileChannel.open(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IllegalArgumentException(name + " cannot be written: " + reason, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " cannot be written: " + e.getMessage(), e);
    }
  }

  void write(String text) {
    if (file == null) {
      System.out.print(text);
      System.out.flush();
      return;
    }
    try {
      if (file.size() > 0) {
        file.truncate(0);
      }
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
