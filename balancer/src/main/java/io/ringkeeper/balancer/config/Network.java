package io.ringkeeper.balancer.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single
 * one such as {@code 192.0.2.1}. Those of IPv4 that are mapped into IPv6 ({@code
 * ::ffff:10.0.0.0/104}) are those of IPv4.
 *
 * @param first the lowest of them
 * @param bits how many bits they share, 0..32 or 0..128
 */
public record Network(InetAddress first, int bits) {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");

  public Network {
    byte[] address = first.getAddress();
    if (bits < 0 || bits > 8 * address.length) {
      throw new IllegalArgumentException("no network of %d bits".formatted(bits));
    }
    for (int bit = bits; bit < 8 * address.length; bit++) {
      if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        throw new IllegalArgumentException(
            "'%s/%d' has bits behind the first %d".formatted(first.getHostAddress(), bits, bits));
      }
    }
  }

  static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = address(text, slash < 0 ? text : text.substring(0, slash));
    int all = 8 * first.getAddress().length;
    if (slash < 0) {
      return new Network(first, all);
    }
    String bits = text.substring(slash + 1);
    if (!BITS.matcher(bits).matches()) {
      throw unreadable(text);
    }
    boolean mapped = first instanceof Inet4Address && text.indexOf(':') >= 0;
    int count = Integer.parseInt(bits) - (mapped ? 96 : 0);
    if (count < 0 || count > all) {
      throw unreadable(text);
    }
    return new Network(first, count);
  }

  private static InetAddress address(String text, String address) {
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      throw unreadable(text);
    }
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException _) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'%s' is not a network (write 10.0.0.0/8, fd00::/8 or 192.0.2.1)".formatted(text));
  }

  /** The 4 or 16 bytes of the lowest of them. */
  public byte[] bytes() {
    return first.getAddress();
  }

  /** Whether the address is one of them; it has 4 bytes, or 16. */
  public boolean holds(byte[] address) {
    return begins(address, first.getAddress(), bits);
  }

  /** Whether an address has its first bits in common with another; it is of the same kind then. */
  public static boolean begins(byte[] address, byte[] network, int bits) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = 8 - bits % 8;
    return rest == 8 || (address[whole] & 0xff) >> rest == (network[whole] & 0xff) >> rest;
  }
}
