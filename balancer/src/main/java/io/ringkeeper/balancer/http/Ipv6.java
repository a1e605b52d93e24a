package io.ringkeeper.balancer.http;

import java.util.Arrays;

/**
 * The text of an IPv6 address (RFC 3986 section 3.2.2): eight groups of one to four hexadecimal
 * digits, of which one run may be left out as {@code ::} and the last two may be an IPv4 address.
 */
final class Ipv6 {

  private static final int GROUPS = 8;
  private static final int MAX_DIGITS = 4;

  private Ipv6() {}

  static boolean isSound(byte[] bytes, int from, int to) {
    int groups = 0;
    boolean shortened = false;
    int at = from;
    while (at < to) {
      if (bytes[at] == ':' && at + 1 < to && bytes[at + 1] == ':') {
        if (shortened) {
          return false;
        }
        shortened = true;
        at += 2;
        continue;
      }
      if (at > from && bytes[at - 1] != ':') {
        if (bytes[at] != ':') {
          return false;
        }
        at++;
      }
      int end = digitsTo(bytes, at, to);
      if (end < to && bytes[end] == '.') {
        return isIpv4(bytes, at, to) && suffice(groups + 2, shortened);
      }
      if (end == at || end - at > MAX_DIGITS) {
        return false;
      }
      groups++;
      at = end;
    }
    return suffice(groups, shortened);
  }

  private static boolean suffice(int groups, boolean shortened) {
    return shortened ? groups < GROUPS : groups == GROUPS;
  }

  private static int digitsTo(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Bytes.isHex(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isIpv4(byte[] bytes, int from, int to) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int end = part == 3 ? to : Bytes.indexOf((byte) '.', bytes, at, to);
      boolean padded = end - at > 1 && bytes[at] == '0';
      long value = end < 0 || padded || end - at > 3 ? -1 : Bytes.decimal(bytes, at, end);
      if (value < 0 || value > 255) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  /** Writes the 16 bytes of what is sound. */
  static void read(byte[] text, int from, int to, byte[] address) {
    Arrays.fill(address, (byte) 0);
    int count = 0;
    int gap = -1;
    int at = from;
    while (at < to) {
      if (text[at] == ':') {
        boolean opens = at + 1 < to && text[at + 1] == ':';
        gap = opens ? count : gap;
        at += opens ? 2 : 1;
        continue;
      }
      int end = digitsTo(text, at, to);
      if (end < to && text[end] == '.') {
        readIpv4(text, at, to, address, count);
        count += 4;
        break;
      }
      int group = 0;
      for (; at < end; at++) {
        group = group << 4 | Character.digit(text[at], 16);
      }
      address[count++] = (byte) (group >> 8);
      address[count++] = (byte) group;
    }
    if (gap >= 0) {
      System.arraycopy(address, gap, address, address.length - (count - gap), count - gap);
      Arrays.fill(address, gap, address.length - (count - gap), (byte) 0);
    }
  }

  /** Writes the 4 bytes of what is sound, the first of them at an index. */
  static void readIpv4(byte[] text, int from, int to, byte[] address, int first) {
    Arrays.fill(address, first, first + 4, (byte) 0);
    int part = first;
    for (int at = from; at < to; at++) {
      if (text[at] == '.') {
        part++;
      } else {
        address[part] = (byte) (address[part] * 10 + text[at] - '0');
      }
    }
  }

  /** The form of RFC 5952: the longest run of two or more zero groups is left out. */
  static String text(byte[] address) {
    int runFrom = GROUPS;
    int runTo = GROUPS;
    for (int from = 0; from < GROUPS; from++) {
      int to = from;
      while (to < GROUPS && group(address, to) == 0) {
        to++;
      }
      if (to - from > Math.max(1, runTo - runFrom)) {
        runFrom = from;
        runTo = to;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < GROUPS; at++) {
      if (at == runFrom) {
        text.append("::");
        at = runTo - 1;
      } else {
        boolean first = text.isEmpty() || at == runTo;
        text.append(first ? "" : ":").append(Integer.toHexString(group(address, at)));
      }
    }
    return text.toString();
  }

  private static int group(byte[] address, int index) {
    return (address[2 * index] & 0xff) << 8 | (address[2 * index + 1] & 0xff);
  }
}
