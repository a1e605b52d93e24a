package io.ringkeeper.balancer.accesslog;

/** Lines to be written, as bytes in one array. Confined to the writer's thread. */
final class Lines {

  /** More than any line takes, however much of it has to be escaped. */
  static final int LONGEST = 16 * 1024;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** What passes unescaped between quotation marks: visible ASCII and the space, less two. */
  private static final boolean[] PLAIN = plain();

  private final byte[] bytes;
  private int length;
  private boolean cut;

  Lines(int capacity) {
    bytes = new byte[capacity];
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    for (int b = ' '; b < 0x7f; b++) {
      plain[b] = b != '"' && b != '\\';
    }
    return plain;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean hasRoom() {
    return bytes.length - length >= LONGEST;
  }

  /** Forgets the first so many bytes, which have been written. */
  void drop(int count) {
    if (count > 0) {
      cut = bytes[count - 1] != '\n';
    }
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  /** Drops what is left of a line of which only the beginning was written. */
  void dropCut() {
    if (cut) {
      drop(lineEnd(0, length, 1));
    }
  }

  /** The end of the last line that ends within so many bytes of a place, else of the first. */
  int lastEnd(int from, int most) {
    int end = lineEnd(Math.min(from + most, length) - 1, from - 1, -1);
    return end > 0 ? end : lineEnd(from, length, 1);
  }

  private int lineEnd(int from, int to, int step) {
    for (int i = from; i != to; i += step) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  Lines put(byte[] source) {
    return put(source, 0, source.length);
  }

  private Lines put(byte[] source, int from, int to) {
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  Lines put(char c) {
    bytes[length++] = (byte) c;
    return this;
  }

  /** A number that is not negative, in decimal. */
  Lines put(long number) {
    if (number < 10) {
      return put((char) ('0' + number));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    digits(number, digits);
    return this;
  }

  /** The last so many digits of a number. */
  Lines digits(long number, int digits) {
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Nanoseconds as milliseconds with three decimals. */
  Lines millis(long nanos) {
    long micros = nanos / 1000;
    return put(micros / 1000).put('.').digits(micros % 1000, 3);
  }

  /**
   * A text of an entry as it may stand between quotation marks, which nothing in it can end: what
   * is not {@link #PLAIN} becomes {@code escape} and two hexadecimal digits.
   */
  Lines escaped(Entry entry, Entry.Text text, byte[] escape) {
    byte[] source = entry.bytes();
    int to = entry.to(text);
    int at = entry.from(text);
    while (at < to) {
      int run = at;
      while (run < to && PLAIN[source[run] & 0xff]) {
        run++;
      }
      put(source, at, run);
      at = run;
      if (at < to) {
        int b = source[at++] & 0xff;
        put(escape).put((char) HEX[b >> 4]).put((char) HEX[b & 15]);
      }
    }
    return this;
  }
}
