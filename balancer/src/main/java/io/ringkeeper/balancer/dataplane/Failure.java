package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.accesslog.Ended;
import io.ringkeeper.balancer.http.OwnAnswer;

/**
 * How an attempt at a replica can fail: what the client is told if nobody else can answer, whether
 * the replica may have acted on the request, and what it costs to ask another one. None is the
 * client's fault.
 */
enum Failure {
  /** There is nobody to ask. */
  NO_REPLICA(Ended.NO_REPLICA, 503, false, Retry.NEVER, "No replica can take the request"),
  /** The connection was refused. */
  UNREACHABLE(Ended.UNREACHABLE, 502, false, Retry.FIRST_FREE, "the replica cannot be reached"),
  /** The connection did not come to stand in time. */
  CONNECT_TIMEOUT(
      Ended.CONNECT_TIMEOUT, 502, false, Retry.ON_BUDGET, "the replica cannot be reached in time"),
  /** So many wait for a connection to it that no more may. */
  QUEUE_FULL(
      Ended.QUEUE_FULL,
      503,
      false,
      Retry.FIRST_FREE,
      "Overloaded: too many requests wait for the replica"),
  /** None of the connections that it may have became free in time. */
  NO_CONNECTION(
      Ended.NO_CONNECTION,
      503,
      false,
      Retry.ON_BUDGET,
      "Overloaded: no connection to the replica became free in time"),
  /** The connection ended before an answer began. */
  NO_ANSWER(
      Ended.NO_ANSWER,
      502,
      true,
      Retry.FIRST_FREE,
      "the replica closed the connection without an answer"),
  /** The control plane has found the replica dead while we waited. */
  DECLARED_DEAD(Ended.DECLARED_DEAD, 502, true, Retry.FIRST_FREE, "the replica stopped responding"),
  /** The answer cannot be understood. */
  BAD_ANSWER(Ended.BAD_ANSWER, 502, true, Retry.NEVER, "the replica sent a malformed answer"),
  /** The answer ended too early. */
  BROKEN_OFF(
      Ended.BROKEN_OFF,
      502,
      true,
      Retry.NEVER,
      "the replica broke off in the middle of its answer"),
  /** It may still be at work on the request, and so might the next one be. */
  TOO_SLOW(Ended.REPLICA_TIMEOUT, 504, true, Retry.NEVER, "the replica did not answer in time"),
  /** The time for the request as a whole is up. */
  REQUEST_TOO_LONG(
      Ended.REQUEST_TIMEOUT, 504, true, Retry.NEVER, "the request as a whole took too long");

  /** What it costs to go on to another replica. */
  enum Retry {
    NEVER,
    /** Takes from the {@link Budget}. */
    ON_BUDGET,
    /** Takes nothing for the first time, and from the budget from then on. */
    FIRST_FREE
  }

  private static final String RETRY_AFTER = "Retry-After: 1";

  /** What the access log says. */
  final Ended ended;

  /** Whether the replica may have seen some of the request. */
  final boolean mayHaveArrived;

  final Retry retry;
  private final int status;
  private final String reason;

  Failure(Ended ended, int status, boolean mayHaveArrived, Retry retry, String reason) {
    this.ended = ended;
    this.status = status;
    this.mayHaveArrived = mayHaveArrived;
    this.retry = retry;
    this.reason = reason;
  }

  /** What the client is told. */
  OwnAnswer answer() {
    return status == 503
        ? OwnAnswer.error(status, reason, RETRY_AFTER)
        : OwnAnswer.error(status, "Bad gateway: " + reason);
  }
}
