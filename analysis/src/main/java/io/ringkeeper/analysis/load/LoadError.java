package io.ringkeeper.analysis.load;

import java.util.Locale;

/** Why a request got no whole answer. */
public enum LoadError {
  /** Nobody listens there. */
  REFUSED,
  /** No way leads there. */
  UNREACHABLE,
  /** No connection in time. */
  CONNECT_TIMEOUT,
  /** This system has no port or no file descriptor left. */
  NO_SOCKET,
  /** No whole answer in time. */
  TIMEOUT,
  /** The connection was reset. */
  RESET,
  /** The connection was closed in an orderly way, but before the end of the answer. */
  CLOSED,
  /** What came is no answer of HTTP/1.1, or more than one. */
  MALFORMED,
  /** Anything else, such as a key that cannot be sent. */
  OTHER;

  /** The word for it in reports; it stays the same. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
