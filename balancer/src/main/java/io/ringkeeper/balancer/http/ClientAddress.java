package io.ringkeeper.balancer.http;

import io.ringkeeper.balancer.config.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whom a request is from, as far as who speaks is believed. It goes back along the way
 * that the request has come, from whoever is connected to us, as long as that one is trusted and
 * says from whom it has the request: in {@code X-Forwarded-For}, or in {@code Forwarded} where
 * there is none. So a client can add nothing to the way that would be believed.
 *
 * <p>Allocates nothing. Confined to one event loop.
 */
public final class ClientAddress {

  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final byte[] FOR = Bytes.ascii("for=");

  private final byte[][] networks;
  private final int[] bits;
  private final byte[] v4 = new byte[V4];
  private final byte[] v6 = new byte[V6];

  /** Believes what these networks say. */
  public ClientAddress(List<Network> trusted) {
    this.networks = trusted.stream().map(Network::bytes).toArray(byte[][]::new);
    this.bits = trusted.stream().mapToInt(Network::bits).toArray();
  }

  /**
   * The 4 or 16 bytes of the address, which are not to be written to, and good until the next call.
   *
   * @param by who is connected
   */
  public byte[] find(RequestHead head, Forwarding by) {
    if (!by.trusted) {
      return by.client;
    }
    boolean listed = head.find(Field.X_FORWARDED_FOR) >= 0;
    return back(head, listed ? Field.X_FORWARDED_FOR : Field.FORWARDED, by.client);
  }

  private byte[] back(RequestHead head, Field field, byte[] from) {
    byte[] last = from;
    for (int i = head.fieldCount() - 1; i >= 0; i--) {
      if (head.fieldAt(i) != field) {
        continue;
      }
      int end = head.valueTo(i);
      while (end > head.valueFrom(i)) {
        int start = end;
        while (start > head.valueFrom(i) && head.bytes[start - 1] != ',') {
          start--;
        }
        byte[] before = element(head.bytes, start, end, field);
        if (before == null) {
          return last;
        }
        last = before;
        if (!isTrusted(last)) {
          return last;
        }
        end = start - 1;
      }
    }
    return last;
  }

  private boolean isTrusted(byte[] address) {
    for (int i = 0; i < networks.length; i++) {
      if (Network.begins(address, networks[i], bits[i])) {
        return true;
      }
    }
    return false;
  }

  private byte @Nullable [] element(byte[] text, int start, int end, Field field) {
    int from = Bytes.skipSpace(text, start, end);
    int to = Bytes.dropSpace(text, from, end);
    return field == Field.FORWARDED ? forwarded(text, from, to) : node(text, from, to);
  }

  /** RFC 7239 section 4; what is in the middle of something quoted is not understood. */
  private byte @Nullable [] forwarded(byte[] text, int start, int end) {
    boolean quoted = false;
    int from = start;
    int to = -1;
    for (int at = start; at <= end; at++) {
      if (at < end && text[at] == '"') {
        quoted = !quoted;
      } else if (at == end || (text[at] == ';' && !quoted)) {
        from = to < 0 ? valueOfFor(text, from, at) : from;
        to = to < 0 && from >= 0 ? at : to;
        from = to < 0 ? at + 1 : from;
      }
    }
    if (quoted || to < 0) {
      return null;
    }
    boolean inQuotes = to - from > 1 && text[from] == '"' && text[to - 1] == '"';
    return inQuotes ? node(text, from + 1, to - 1) : node(text, from, to);
  }

  /** Where the value of the pair begins if it is a {@code for}; else -1. */
  private static int valueOfFor(byte[] text, int from, int to) {
    int name = Bytes.skipSpace(text, from, to);
    int value = name + FOR.length;
    return value <= to && Bytes.equalsIgnoreCase(FOR, text, name, value) ? value : -1;
  }

  /** An address, perhaps with a port; those of IPv6 perhaps in brackets. */
  private byte @Nullable [] node(byte[] text, int from, int to) {
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
    return from == to || (text[from] == ':' && Bytes.decimal(text, from + 1, to) >= 0);
  }
}
