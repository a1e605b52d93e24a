package io.ringkeeper.balancer.http;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header fields that mean something to a proxy; all others are {@link #OTHER} and pass. */
@SuppressWarnings("ImmutableEnumChecker") // the bytes of the name are never written again
enum Field {
  OTHER(false),
  HOST(false),
  CONTENT_LENGTH(false),
  EXPECT(false),
  X_FORWARDED_FOR(false),
  X_FORWARDED_PROTO(false),
  X_FORWARDED_HOST(false),
  X_REQUEST_ID(false),
  SEC_WEBSOCKET_KEY1(false),
  TRANSFER_ENCODING(true),
  CONNECTION(true),
  KEEP_ALIVE(true),
  PROXY_CONNECTION(true),
  TE(true),
  UPGRADE(true);

  /** No name that means something is longer. */
  static final int LONGEST = 31;

  private static final @Nullable Field[][] BY_LENGTH = byLength();

  /** Meant for one connection only, and never passed on (RFC 9110 section 7.6.1). */
  final boolean hopByHop;

  private final byte[] lower;

  Field(boolean hopByHop) {
    this.hopByHop = hopByHop;
    this.lower = Bytes.ascii(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static @Nullable Field[][] byLength() {
    @Nullable Field[][] table = new @Nullable Field[LONGEST + 1][0];
    for (Field field : values()) {
      if (field != OTHER) {
        int length = field.lower.length;
        @Nullable Field[] longer = Arrays.copyOf(table[length], table[length].length + 1);
        longer[longer.length - 1] = field;
        table[length] = longer;
      }
    }
    return table;
  }

  /** The field named by the range. */
  static Field named(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return OTHER;
    }
    for (@Nullable Field field : BY_LENGTH[to - from]) {
      if (field != null && Bytes.equalsIgnoreCase(field.lower, bytes, from, to)) {
        return field;
      }
    }
    return OTHER;
  }

  /**
   * Whether the range would name a framing field if any sign stood for a hyphen: gateways in the
   * manner of CGI see {@code HTTP_CONTENT_LENGTH} in {@code Content_Length} and {@code
   * Content.Length} alike, and so a length that we do not.
   */
  static boolean isTwinOfFraming(byte[] bytes, int from, int to) {
    return CONTENT_LENGTH.isTwin(bytes, from, to) || TRANSFER_ENCODING.isTwin(bytes, from, to);
  }

  private boolean isTwin(byte[] bytes, int from, int to) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      byte b = bytes[from + i];
      boolean same = lower[i] == '-' ? !Bytes.isAlphanumeric(b) : lower[i] == Bytes.lower(b);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
