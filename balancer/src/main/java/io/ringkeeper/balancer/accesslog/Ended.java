package io.ringkeeper.balancer.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Why a request ended. The log has the names in lower case. */
@SuppressWarnings("ImmutableEnumChecker") // the bytes of the name are never written again
public enum Ended {
  /** The answer, a replica's or one of our own, was handed over whole. */
  OK,
  /** The client left before that. */
  CLIENT_GONE,
  /** The client did not send the whole head or body in time. */
  CLIENT_TIMEOUT,
  /** The client took nothing of what it was sent. */
  CLIENT_STUCK,
  /** The request was refused because of its form. */
  REFUSED,
  /** There was nobody to ask. */
  NO_REPLICA,
  /** The last replica that was tried refused the connection. */
  UNREACHABLE,
  /** The connection did not come to stand in time. */
  CONNECT_TIMEOUT,
  /** Too many waited for a connection already. */
  QUEUE_FULL,
  /** No connection became free in time. */
  NO_CONNECTION,
  /** The replica closed the connection without an answer. */
  NO_ANSWER,
  /** The replica was declared dead while its answer was awaited. */
  DECLARED_DEAD,
  /** The answer could not be understood. */
  BAD_ANSWER,
  /** The replica broke off in the middle of its answer. */
  BROKEN_OFF,
  /** The replica did not begin its answer, or go on with it, in time. */
  REPLICA_TIMEOUT,
  /** The request as a whole took longer than it may. */
  REQUEST_TIMEOUT,
  /** Nothing moved in the tunnel for too long. */
  TUNNEL_IDLE,
  /** The tunnel's replica was removed. */
  DRAINED,
  /** The balancer was told to stop, and could not wait any longer. */
  SHUTDOWN;

  private static final Ended[] ALL = values();

  private final byte[] text = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

  static byte[] text(int ordinal) {
    return ALL[ordinal].text;
  }
}
