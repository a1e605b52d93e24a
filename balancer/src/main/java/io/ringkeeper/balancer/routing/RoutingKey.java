package io.ringkeeper.balancer.routing;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * From the bytes of a key to the number that the table is asked for: a decimal below 2^63 is its
 * own number, everything else is XXH3-64 (seed 0) of its bytes.
 */
public final class RoutingKey {

  /** The longest decimal that can be below 2^63, if it has no leading zeros. */
  private static final int MAX_DIGITS = 19;

  private static final Hasher64 XXH3 = Hashing.xxh3_64();

  private RoutingKey() {}

  /** The number of the key in {@code bytes[from..to)}, which is not empty. */
  public static long of(byte[] bytes, int from, int to) {
    long number = decimal(bytes, from, to);
    return number >= 0 ? number : hash(bytes, from, to);
  }

  /** The hash of the bytes, whatever they spell. */
  static long hash(byte[] bytes, int from, int to) {
    return XXH3.hashBytesToLong(bytes, from, to - from);
  }

  /** The value of {@code [0-9]+} below 2^63, or -1. */
  private static long decimal(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to - 1 && bytes[start] == '0') {
      start++;
    }
    if (to - start > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value; // a 19-digit number above 2^63 - 1 has wrapped to a negative one
  }
}
