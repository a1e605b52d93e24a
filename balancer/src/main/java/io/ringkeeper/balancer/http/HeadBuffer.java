package io.ringkeeper.balancer.http;

import java.util.Arrays;

/** Bytes that are written one behind the other into an array that grows and is used again. */
class HeadBuffer {

  private byte[] bytes = new byte[2048];
  private int length;

  /** The array that holds the head, from 0 to {@link #length}. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Takes the last bytes back. */
  void shorten(int bytes) {
    length -= bytes;
  }

  /** Writes over what stands there already. */
  void set(int at, byte b) {
    bytes[at] = b;
  }

  void put(byte b) {
    ensure(1);
    bytes[length++] = b;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  void put(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, Math.max(from, 0), bytes, length, to - from);
    length += to - from;
  }

  /** A number that is not negative, in decimal. */
  void put(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    ensure(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
