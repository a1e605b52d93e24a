package io.ringkeeper.balancer.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An address of IPv4 or IPv6. One of IPv4 that was mapped into IPv6 ({@code ::ffff:192.0.2.1}, RFC
 * 4291 section 2.5.5.2) is the same as the one of IPv4. Immutable.
 */
public final class IpAddress {

  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The address in the 4 or 16 bytes. */
  public static IpAddress of(byte[] bytes) {
    if (bytes.length != V4 && bytes.length != V6) {
      throw new IllegalArgumentException(bytes.length + " bytes are no address");
    }
    boolean mapped = bytes.length == V6 && isMapped(bytes);
    return new IpAddress(Arrays.copyOfRange(bytes, mapped ? MAPPED.length : 0, bytes.length));
  }

  /** The address that the range spells; null if it does not. */
  static @Nullable IpAddress read(boolean v6, byte[] text, int from, int to) {
    if (v6 ? !Ipv6.isSound(text, from, to) : !Ipv6.isIpv4(text, from, to)) {
      return null;
    }
    byte[] address = new byte[v6 ? V6 : V4];
    if (v6) {
      Ipv6.read(text, from, to, address);
    } else {
      Ipv6.readIpv4(text, from, to, address, 0);
    }
    return of(address);
  }

  /** The address that a text spells; null if it does not. */
  public static @Nullable IpAddress parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return read(text.indexOf(':') >= 0, bytes, 0, bytes.length);
  }

  /** Whether these 16 bytes are an address of IPv4 that was mapped into IPv6. */
  static boolean isMapped(byte[] bytes) {
    return Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
  }

  /** The 4 or 16 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether it is of IPv6, and needs brackets where a colon follows. */
  public boolean isV6() {
    return bytes.length == V6;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As people write it; of IPv6 in the form of RFC 5952. */
  @Override
  public String toString() {
    if (isV6()) {
      return Ipv6.text(bytes);
    }
    StringBuilder text = new StringBuilder();
    for (byte part : bytes) {
      text.append(text.isEmpty() ? "" : ".").append(part & 0xff);
    }
    return text.toString();
  }
}
