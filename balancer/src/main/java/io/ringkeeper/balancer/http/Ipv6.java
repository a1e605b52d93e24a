package io.ringkeeper.balancer.http;

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

  private static boolean isIpv4(byte[] bytes, int from, int to) {
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
}
