package io.ringkeeper.balancer.http;

/** What a proxy needs to know of a method (RFC 9110 section 9). Any other is {@link #OTHER}. */
@SuppressWarnings("ImmutableEnumChecker") // the bytes of the name are never written again
public enum Method {
  GET(true),
  HEAD(true),
  OPTIONS(true),
  TRACE(true),
  PUT(true),
  DELETE(true),
  POST(false),
  PATCH(false),
  CONNECT(false),
  OTHER(false);

  private final boolean idempotent;
  private final byte[] token = Bytes.ascii(name());

  Method(boolean idempotent) {
    this.idempotent = idempotent;
  }

  /** Whether sending it twice means the same as sending it once, so that it may be retried. */
  public boolean isIdempotent() {
    return idempotent;
  }

  /** Whether HTTP/1.0 wants a length with it (RFC 1945 sections 8.3 and D.1). */
  boolean hasBodyInHttp10() {
    return this == POST || this == PUT || this == PATCH;
  }

  /** The method named by the range; methods are case-sensitive. */
  static Method named(byte[] bytes, int from, int to) {
    for (Method method : values()) {
      if (method != OTHER && method.reads(bytes, from, to)) {
        return method;
      }
    }
    return OTHER;
  }

  private boolean reads(byte[] bytes, int from, int to) {
    if (to - from != token.length) {
      return false;
    }
    for (int i = 0; i < token.length; i++) {
      if (bytes[from + i] != token[i]) {
        return false;
      }
    }
    return true;
  }
}
