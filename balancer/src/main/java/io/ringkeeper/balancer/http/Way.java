package io.ringkeeper.balancer.http;

import io.ringkeeper.balancer.config.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way that a request has come, as one field tells it: {@code X-Forwarded-For}, or {@code
 * Forwarded} (RFC 7239). It is gone back from whoever is connected to us, as long as that one is
 * trusted and says from whom it has the request. So a client can add nothing that would be
 * believed.
 *
 * <p>Elements of a list may be empty (RFC 9110 section 5.6.1.2). Allocates nothing. Confined to one
 * event loop.
 */
final class Way {

  private static final int NOWHERE = -1;
  private static final byte[] FOR = Bytes.ascii("for");

  private final Field field;
  private final byte[][] networks;
  private final int[] bits;
  private final NodeReader nodes = new NodeReader();

  Way(Field field, List<Network> trusted) {
    this.field = field;
    this.networks = trusted.stream().map(Network::bytes).toArray(byte[][]::new);
    this.bits = trusted.stream().mapToInt(Network::bits).toArray();
  }

  /**
   * The address of the first on the way that is not trusted, or of the last that is known; null if
   * there is no such field, or nothing in it. Good until the next call.
   *
   * @param from who is connected, and trusted
   */
  byte @Nullable [] back(RequestHead head, byte[] from) {
    byte[] bytes = head.bytes;
    byte @Nullable [] last = null;
    for (int i = head.fieldCount() - 1; i >= 0; i--) {
      if (head.fieldAt(i) != field) {
        continue;
      }
      int end = head.valueTo(i);
      while (end > head.valueFrom(i)) {
        int start = elementFrom(bytes, head.valueFrom(i), end);
        int first = Bytes.skipSpace(bytes, Math.max(start, head.valueFrom(i)), end);
        int to = Bytes.dropSpace(bytes, first, end);
        end = start - 1;
        if (first == to) {
          continue;
        }
        byte[] before = start == NOWHERE ? null : element(bytes, first, to);
        if (before == null) {
          return last == null ? from : last;
        }
        last = before;
        if (!isTrusted(last)) {
          return last;
        }
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

  /**
   * Where the last element before {@code end} begins. A comma in quotes parts nothing; gone through
   * from its end, a line that begins in disorder is still in order where a proxy has added to it.
   */
  private int elementFrom(byte[] text, int from, int end) {
    int at = end;
    while (at > from && text[at - 1] != ',') {
      at--;
      if (text[at] == '"' && field == Field.FORWARDED) {
        at = opening(text, from, at);
        if (at == NOWHERE) {
          return NOWHERE;
        }
      }
    }
    return at;
  }

  /** The quote that begins what ends with the one at {@code close}; others are escaped. */
  private static int opening(byte[] text, int from, int close) {
    for (int at = close - 1; at >= from; at--) {
      if (text[at] == '"') {
        int escapes = at;
        while (escapes > from && text[escapes - 1] == '\\') {
          escapes--;
        }
        if ((at - escapes) % 2 == 0) {
          return at;
        }
      }
    }
    return NOWHERE;
  }

  private byte @Nullable [] element(byte[] text, int from, int to) {
    return field == Field.FORWARDED ? forwarded(text, from, to) : nodes.read(text, from, to);
  }

  /** Pairs between semicolons, around which blanks are usual; one of them is a {@code for}. */
  private byte @Nullable [] forwarded(byte[] text, int start, int end) {
    int foundFrom = NOWHERE;
    int foundTo = NOWHERE;
    int from = start;
    while (from < end) {
      int to = pairTo(text, from, end);
      int name = Bytes.skipSpace(text, from, to);
      int value = name + FOR.length + 1;
      from = to + 1;
      if (value <= to
          && text[value - 1] == '='
          && Bytes.equalsIgnoreCase(FOR, text, name, value - 1)) {
        if (foundFrom != NOWHERE) {
          return null; // RFC 7239 section 4: each once
        }
        foundFrom = value;
        foundTo = Bytes.dropSpace(text, value, to);
      }
    }
    // Not before it is the only one: what is read takes the place of what was read last.
    return foundFrom == NOWHERE ? null : value(text, foundFrom, foundTo);
  }

  /** The next semicolon that is not in quotes, or the end. */
  private static int pairTo(byte[] text, int from, int end) {
    boolean quoted = false;
    for (int at = from; at < end; at++) {
      if (text[at] == '\\' && quoted) {
        at++;
      } else if (text[at] == '"') {
        quoted = !quoted;
      } else if (text[at] == ';' && !quoted) {
        return at;
      }
    }
    return end;
  }

  /** An address, as a text in quotes where the grammar wants it, or without them. */
  private byte @Nullable [] value(byte[] text, int from, int to) {
    boolean inQuotes = to - from > 1 && text[from] == '"' && text[to - 1] == '"';
    return inQuotes ? nodes.read(text, from + 1, to - 1) : nodes.read(text, from, to);
  }
}
