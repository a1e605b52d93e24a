package io.ringkeeper.balancer.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads the address of somebody on the way of a request, perhaps with a port, which may be hidden
 * behind a name ({@code 192.0.2.1:_a}, RFC 7239 section 6.3). Addresses of IPv6 may be in brackets.
 * Allocates nothing. Confined to one event loop.
 */
final class NodeReader {

  private static final int V4 = 4;
  private static final int V6 = 16;

  private final byte[] v4 = new byte[V4];
  private final byte[] v6 = new byte[V6];

  /** The 4 or 16 bytes of the address, good until the next call; null if it is none. */
  byte @Nullable [] read(byte[] text, int from, int to) {
    if (from < to && text[from] == '[') {
      int close = Bytes.indexOf((byte) ']', text, from, to);
      return close > 0 && isPort(text, close + 1, to) ? sixteen(text, from + 1, close) : null;
    }
    int colon = Bytes.indexOf((byte) ':', text, from, to);
    if (colon >= 0 && Bytes.indexOf((byte) ':', text, colon + 1, to) >= 0) {
      return sixteen(text, from, to);
    }
    int end = colon < 0 ? to : colon;
    if (!Ipv6.isIpv4(text, from, end) || !isPort(text, end, to)) {
      return null;
    }
    Ipv6.readIpv4(text, from, end, v4, 0);
    return v4;
  }

  private byte @Nullable [] sixteen(byte[] text, int from, int to) {
    if (!Ipv6.isSound(text, from, to)) {
      return null;
    }
    Ipv6.read(text, from, to, v6);
    if (!IpAddress.isMapped(v6)) {
      return v6;
    }
    System.arraycopy(v6, V6 - V4, v4, 0, V4);
    return v4;
  }

  private static boolean isPort(byte[] text, int from, int to) {
    if (from == to) {
      return true;
    }
    boolean hidden = to - from > 2 && text[from + 1] == '_';
    return text[from] == ':'
        && (hidden ? isName(text, from + 2, to) : Bytes.decimal(text, from + 1, to) >= 0);
  }

  private static boolean isName(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      boolean sign = text[at] == '.' || text[at] == '_' || text[at] == '-';
      if (!sign && !Bytes.isAlphanumeric(text[at])) {
        return false;
      }
    }
    return true;
  }
}
