package io.ringkeeper.balancer.http;

/**
 * What Host and an absolute target name (RFC 3986 section 3.2, without user information): {@code
 * host [ ":" port ]}, where the host is a name, an IPv4 address, or an IPv6 address in brackets.
 */
final class Authority {

  private static final int MAX_PORT = 65_535;

  private Authority() {}

  /** Whether the range is an authority with a host. */
  static boolean isSound(byte[] bytes, int from, int to) {
    boolean literal = from < to && bytes[from] == '[';
    int hostTo = literal ? literalTo(bytes, from, to) : nameTo(bytes, from, to);
    return hostTo > from && (hostTo == to || isPort(bytes, hostTo, to));
  }

  /** Where a name or an IPv4 address ends; -1 if it has a percent sign without its two digits. */
  private static int nameTo(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && Bytes.isName(bytes[at])) {
      if (bytes[at] == '%' && !isEscape(bytes, at, to)) {
        return -1;
      }
      at++;
    }
    return at;
  }

  private static boolean isEscape(byte[] bytes, int percent, int to) {
    return percent + 2 < to && Bytes.isHex(bytes[percent + 1]) && Bytes.isHex(bytes[percent + 2]);
  }

  /** Behind the closing bracket of an IPv6 address; -1 if it is none. */
  private static int literalTo(byte[] bytes, int from, int to) {
    int closing = Bytes.indexOf((byte) ']', bytes, from, to);
    return closing > 0 && Ipv6.isSound(bytes, from + 1, closing) ? closing + 1 : -1;
  }

  /** A colon and a number, which may be missing. */
  private static boolean isPort(byte[] bytes, int colon, int to) {
    long port = colon + 1 == to ? 0 : Bytes.decimal(bytes, colon + 1, to);
    return bytes[colon] == ':' && port >= 0 && port <= MAX_PORT;
  }
}
