package io.ringkeeper.balancer.http;

import java.util.Arrays;

/**
 * Bytes that are written one behind the other into an array that grows and is used again. What has
 * been {@linkplain #keep kept} stays in it, and the next head stands behind.
 */
class HeadBuffer {

  private byte[] bytes = new byte[2048];
  private int from;
  private int to;

  /** The array that holds the head, and what has been kept before it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the head begins. */
  public int from() {
    return from;
  }

  /** How long the head is, in bytes. */
  public int length() {
    return to - from;
  }

  /** Makes room for so many bytes behind the head, which the caller writes; where that is. */
  public int extend(int count) {
    ensure(count);
    int at = to;
    to += count;
    return at;
  }

  /** Keeps the head, and begins the next behind it: where that is. */
  public int keep() {
    from = to;
    return to;
  }

  /** Keeps nothing any more. */
  public void forget() {
    from = 0;
    to = 0;
  }

  /** Forgets the head, but not what is kept. */
  public void clear() {
    to = from;
  }

  /** Takes the last bytes back. */
  void shorten(int bytes) {
    to -= bytes;
  }

  /** Writes over what stands there already. */
  void set(int at, byte b) {
    bytes[from + at] = b;
  }

  void put(byte b) {
    ensure(1);
    bytes[to++] = b;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  void put(byte[] source, int begin, int end) {
    ensure(end - begin);
    System.arraycopy(source, Math.max(begin, 0), bytes, to, end - begin);
    to += end - begin;
  }

  /** A number that is not negative, in decimal. */
  void put(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    ensure(digits);
    long rest = number;
    for (int at = to + digits - 1; at >= to; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    to += digits;
  }

  private void ensure(int more) {
    if (to + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to + more, 2 * bytes.length));
    }
  }
}
