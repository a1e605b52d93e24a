package io.ringkeeper.analysis.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a request carries. Immutable. */
public final class LoadBody {

  /** Nothing. */
  public static final LoadBody EMPTY = new LoadBody(new byte[0]);

  /** The longest one, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private final byte[] bytes;

  private LoadBody(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLong(bytes.length);
    }
    this.bytes = bytes;
  }

  /** These bytes. */
  public static LoadBody of(byte[] bytes) {
    return new LoadBody(bytes.clone());
  }

  /** So many bytes, all of them the letter x. */
  public static LoadBody ofSize(long bytes) {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw tooLong(bytes);
    }
    byte[] filled = new byte[(int) bytes];
    Arrays.fill(filled, (byte) 'x');
    return new LoadBody(filled);
  }

  /** What a file has in it. */
  public static LoadBody ofFile(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw tooLong(Files.size(file));
    }
    return new LoadBody(Files.readAllBytes(file));
  }

  private static IllegalArgumentException tooLong(long bytes) {
    return new IllegalArgumentException("a body has 0 to " + MAX_BYTES + " bytes, not " + bytes);
  }

  /** Its length in bytes. */
  public int size() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }
}
