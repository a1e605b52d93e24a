package io.ringkeeper.balancer.http;

/**
 * Why a head or a body was refused. What two readers could read differently is never forwarded, so
 * each of these ends the connection.
 */
public enum Rejection {
  BAD_REQUEST_LINE(400, "the request line is malformed"),
  BAD_TARGET(400, "the request target is malformed"),
  BAD_STATUS_LINE(400, "the status line is malformed"),
  BARE_LINE_FEED(400, "a line does not end in CR LF"),
  FOLDED_LINE(400, "a header line is folded"),
  BAD_FIELD_NAME(400, "a header name is malformed"),
  BAD_FIELD_VALUE(400, "a header value holds a control character"),
  BAD_CONNECTION(400, "Connection is not a list of names"),
  BAD_CONTENT_LENGTH(400, "Content-Length is malformed or repeated"),
  BAD_TRANSFER_ENCODING(400, "Transfer-Encoding is not a single 'chunked'"),
  LENGTH_AND_ENCODING(400, "both Content-Length and Transfer-Encoding are given"),
  ENCODING_IN_HTTP_10(400, "HTTP/1.0 knows no Transfer-Encoding"),
  BAD_HOST(400, "Host is missing, malformed, repeated or not that of the target"),
  BODY_OF_BODILESS(400, "a body is announced where there can be none"),
  OBSOLETE_WEBSOCKET(400, "the body of this obsolete WebSocket handshake has no length"),
  BAD_CHUNK(400, "the chunked body is malformed"),
  HEAD_TIMEOUT(408, "the request head did not arrive in time"),
  BODY_TIMEOUT(408, "the request body did not arrive in time"),
  LENGTH_REQUIRED(411, "HTTP/1.0 needs a Content-Length for this method"),
  TARGET_TOO_LONG(414, "the request target is too long"),
  UNKNOWN_EXPECTATION(417, "the only expectation known is 100-continue"),
  NOT_SECURE(421, "https is asked for over a connection without TLS"),
  HEAD_TOO_LARGE(431, "the request head is too large"),
  TOO_MANY_FIELDS(431, "the request has too many header fields"),
  METHOD_TOO_LONG(501, "no method has such a long name"),
  CONNECT(501, "CONNECT is not offered"),
  NO_SPACE(503, "there is no space for such a long head now"),
  UNKNOWN_VERSION(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");

  private final int status;
  private final String reason;

  Rejection(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** The status that a client is told. */
  public int status() {
    return status;
  }

  /** One clause for people. */
  public String reason() {
    return reason;
  }
}
