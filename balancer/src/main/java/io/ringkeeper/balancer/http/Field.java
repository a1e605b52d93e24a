package io.ringkeeper.balancer.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that mean something to a proxy, or to those who stand behind one; all others
 * are {@link #OTHER} and pass.
 */
@SuppressWarnings("ImmutableEnumChecker") // the bytes of the name are never written again
enum Field {
  OTHER(Kind.PLAIN),
  HOST(Kind.PLAIN),
  CONTENT_LENGTH(Kind.PLAIN),
  EXPECT(Kind.PLAIN),
  X_REQUEST_ID(Kind.PLAIN),
  SEC_WEBSOCKET_KEY1(Kind.PLAIN),
  VIA(Kind.PLAIN),
  AUTHORIZATION(Kind.PLAIN),
  COOKIE(Kind.PLAIN),
  TRANSFER_ENCODING(Kind.HOP_BY_HOP),
  CONNECTION(Kind.HOP_BY_HOP),
  KEEP_ALIVE(Kind.HOP_BY_HOP),
  PROXY_CONNECTION(Kind.HOP_BY_HOP),
  TE(Kind.HOP_BY_HOP),
  UPGRADE(Kind.HOP_BY_HOP),
  X_FORWARDED_FOR(Kind.CLAIM),
  X_FORWARDED_HOST(Kind.CLAIM),
  X_FORWARDED_PORT(Kind.CLAIM),
  X_FORWARDED_PROTO(Kind.CLAIM),
  FORWARDED(Kind.CLAIM),
  FORWARDED_FOR(Kind.CLAIM),
  CLIENT_IP(Kind.CLAIM),
  X_CLIENT_IP(Kind.CLAIM),
  X_CLUSTER_CLIENT_IP(Kind.CLAIM),
  X_REAL_IP(Kind.CLAIM),
  X_URL_SCHEME(Kind.CLAIM),
  FRONT_END_HTTPS(Kind.CLAIM),
  /** Any other whose name begins with X-Forwarded. */
  X_FORWARDED(Kind.CLAIM),
  /** CGI would make HTTP_PROXY of it, which many libraries believe (CVE-2016-5385). */
  PROXY(Kind.NEVER),
  /** Looks like a claim or a request id if any sign stands for a hyphen. */
  TWIN(Kind.NEVER);

  /** What becomes of a field. */
  enum Kind {
    /** It passes. */
    PLAIN,
    /** Meant for one connection only, and never passed on (RFC 9110 section 7.6.1). */
    HOP_BY_HOP,
    /** Says whom a request is from, or how it came in: to be believed of trusted peers alone. */
    CLAIM,
    /** No request bears it in good faith. */
    NEVER
  }

  /** No name in the table is longer. */
  static final int LONGEST = 31;

  private static final @Nullable Field[][] BY_LENGTH = byLength(field -> true);
  private static final @Nullable Field[][] WITH_TWINS =
      byLength(field -> field.kind == Kind.CLAIM || field == X_REQUEST_ID);

  final Kind kind;

  private final byte[] lower;

  Field(Kind kind) {
    this.kind = kind;
    this.lower = Bytes.ascii(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static @Nullable Field[][] byLength(Predicate<Field> wanted) {
    @Nullable Field[][] table = new @Nullable Field[LONGEST + 1][0];
    for (Field field : values()) {
      if (field != OTHER && field != TWIN && wanted.test(field)) {
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
    if (to - from <= LONGEST) {
      for (@Nullable Field field : BY_LENGTH[to - from]) {
        if (field != null && Bytes.equalsIgnoreCase(field.lower, bytes, from, to)) {
          return field;
        }
      }
      for (@Nullable Field field : WITH_TWINS[to - from]) {
        if (field != null && field.isTwin(bytes, from, to)) {
          return TWIN;
        }
      }
    }
    return forwarded(bytes, from, to);
  }

  private static Field forwarded(byte[] bytes, int from, int to) {
    int end = from + X_FORWARDED.lower.length;
    boolean begins = end < to && !Bytes.isAlphanumeric(bytes[end]);
    if (!begins || !X_FORWARDED.isTwin(bytes, from, end)) {
      return OTHER;
    }
    return Bytes.equalsIgnoreCase(X_FORWARDED.lower, bytes, from, end) ? X_FORWARDED : TWIN;
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
