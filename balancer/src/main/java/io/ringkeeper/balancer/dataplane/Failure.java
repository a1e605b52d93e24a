package io.ringkeeper.balancer.dataplane;

/**
 * How an attempt at a replica can fail: what the client is told if nobody else can answer, and
 * whether another replica may be asked at all. None is the client's fault.
 */
enum Failure {
  /** Nothing of the request has left us. */
  UNREACHABLE(502, true, "the replica cannot be reached"),
  /** The connection ended before an answer began. */
  NO_ANSWER(502, true, "the replica closed the connection without an answer"),
  /** The control plane has found the replica dead while we waited. */
  DECLARED_DEAD(502, true, "the replica stopped responding"),
  /** The answer cannot be understood. */
  BAD_ANSWER(502, false, "the replica sent a malformed answer"),
  /** The answer ended too early. */
  BROKEN_OFF(502, false, "the replica broke off in the middle of its answer"),
  /** It may still be at work on the request, and so might the next one be. */
  TOO_SLOW(504, false, "the replica did not answer in time");

  final int status;
  final boolean retryable;
  final String reason;

  Failure(int status, boolean retryable, String reason) {
    this.status = status;
    this.retryable = retryable;
    this.reason = reason;
  }
}
