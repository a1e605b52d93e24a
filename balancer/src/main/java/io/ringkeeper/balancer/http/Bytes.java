package io.ringkeeper.balancer.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a byte may be (RFC 9110 section 5, RFC 9112 section 3), and searches over ranges of them.
 */
final class Bytes {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private static final byte TOKEN = 1;
  private static final byte VALUE = 2;
  private static final byte TARGET = 4;
  private static final byte NAME = 8;
  private static final byte[] KINDS = kinds();

  private Bytes() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int b = 0; b < 256; b++) {
      boolean alphanumeric = isAlphanumeric((byte) b);
      if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(b) >= 0) {
        kinds[b] |= TOKEN;
      }
      if (b == '\t' || (b >= 0x20 && b != 0x7f)) {
        kinds[b] |= VALUE;
      }
      if (b > 0x20 && b < 0x7f && b != '#') {
        kinds[b] |= TARGET;
      }
      if (alphanumeric || "-._~%!$&'()*+,;=".indexOf(b) >= 0) {
        kinds[b] |= NAME;
      }
    }
    return kinds;
  }

  static boolean isAlphanumeric(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  /** A byte of a method or field name. */
  static boolean isToken(byte b) {
    return (KINDS[b & 0xff] & TOKEN) != 0;
  }

  /** A byte of a request target: visible ASCII, no fragment. */
  static boolean isTarget(byte b) {
    return (KINDS[b & 0xff] & TARGET) != 0;
  }

  /** A byte of a host name (RFC 3986 section 3.2.2), the sign of an escape included. */
  static boolean isName(byte b) {
    return (KINDS[b & 0xff] & NAME) != 0;
  }

  /** A hexadecimal digit. */
  static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  /** A byte of a field value, or of anything else that is text. */
  static boolean isText(byte b) {
    return (KINDS[b & 0xff] & VALUE) != 0;
  }

  /**
   * Whether all may stand in a field value. Eight bytes at a time: a high bit is set where a byte
   * is below a space or is DEL (Hacker's Delight, 6-1); a borrow may mark a neighbour too, so that
   * what is marked, also a tab, is looked at byte by byte.
   */
  static boolean areValue(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) WORD.get(bytes, i);
      long controls = (word - ONES * ' ') & ~word;
      long others = word ^ ONES * 0x7f;
      long deletes = (others - ONES) & ~others;
      if (((controls | deletes) & HIGHS) != 0 && !areAll(VALUE, bytes, i, i + Long.BYTES)) {
        return false;
      }
    }
    return areAll(VALUE, bytes, i, to);
  }

  static boolean areToken(byte[] bytes, int from, int to) {
    return from < to && areAll(TOKEN, bytes, from, to);
  }

  private static boolean areAll(byte kind, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((KINDS[bytes[i] & 0xff] & kind) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where {@code wanted} first stands in {@code bytes[from..to)}, or -1. Eight bytes at a time: a
   * byte of {@code x} is zero where the word has the wanted byte, and the subtraction borrows into
   * the high bit of just the lowest such byte (Hacker's Delight, 6-1).
   */
  static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    long pattern = ONES * (wanted & 0xff);
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long x = (long) WORD.get(bytes, i) ^ pattern;
      long found = (x - ONES) & ~x & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the range reads as {@code lower}, which is lower-case ASCII, whatever its case. */
  static boolean equalsIgnoreCase(byte[] lower, byte[] bytes, int from, int to) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower(bytes[from + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The first place from {@code from} on that is neither space nor tab. */
  static int skipSpace(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The end of the range without its trailing spaces and tabs. */
  static int dropSpace(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isSpace(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The value of 1 to 18 decimal digits, or -1 for anything else. */
  static long decimal(byte[] bytes, int from, int to) {
    if (from == to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether the comma-separated list in one range holds the token in the other, in any case. */
  static boolean listHolds(byte[] bytes, int from, int to, int tokenFrom, int tokenTo) {
    int wanted = tokenTo - tokenFrom;
    for (int at = from; at + wanted <= to; at++) {
      boolean starts = at == from || !isToken(bytes[at - 1]);
      boolean ends = at + wanted == to || !isToken(bytes[at + wanted]);
      if (starts && ends && sameIgnoreCase(bytes, at, tokenFrom, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether two ranges of equal length read the same, in any case. */
  static boolean sameIgnoreCase(byte[] bytes, int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      if (lower(bytes[a + i]) != lower(bytes[b + i])) {
        return false;
      }
    }
    return true;
  }
}
