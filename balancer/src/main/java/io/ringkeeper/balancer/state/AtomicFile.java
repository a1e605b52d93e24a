package io.ringkeeper.balancer.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file whose content changes from one whole to the next, whatever ends the process or the machine
 * meanwhile. What a method has done when it returns, lasts.
 */
record AtomicFile(Path directory, String name) {

  Path path() {
    return directory.resolve(name);
  }

  void write(byte[] content) throws IOException {
    Path draft = directory.resolve(name + ".tmp");
    try (FileChannel channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, path(), ATOMIC_MOVE);
    syncDirectory();
  }

  void delete() throws IOException {
    Files.deleteIfExists(path());
    syncDirectory();
  }

  /** A name that was changed lasts only once its directory has been written too. */
  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}
