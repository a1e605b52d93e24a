package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.accesslog.Ended;
import io.ringkeeper.balancer.http.Method;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.Rejection;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of a request while it is served: counted and measured at once, and given to
 * the {@link RequestLog} at its end. Whoever learns something says so here, and why the request
 * ends before ending it.
 *
 * <p>The clock is read when the head is complete and when that of the answer is; in between and
 * afterwards only for a request that had to wait for a connection, or whose answer took its time.
 *
 * <p>One object serves all requests of a client connection, one after the other. Confined to its
 * event loop.
 */
final class Trail {

  /** Of what did not come to pass. */
  static final long NEVER = -1;

  /** The slot of a request without a routing key. */
  private static final int NOWHERE = -1;

  /** Written for a request that the client gave up before its answer, as nginx does. */
  private static final int CLIENT_CLOSED = 499;

  /** Written for one whose connection we closed without an answer, as nginx does. */
  private static final int CLOSED = 444;

  private final Worker worker;
  final RequestHead head;
  final Caller caller;
  private boolean open;
  private boolean decided;
  private boolean beginning;
  private boolean wholeAtOnce;
  private long heardAt;
  boolean hasHead;
  long at;
  long duration;
  long connect;
  long firstByte;
  long received;
  long sent;
  int slot;
  long madeId;
  int status;
  int attempts;
  @Nullable UpstreamPool pool;
  Ended ended = Ended.OK;

  Trail(Worker worker, RequestHead head, Caller caller) {
    this.worker = worker;
    this.head = head;
    this.caller = caller;
  }

  /** The head is complete. */
  void begin() {
    worker.counters.count(Counter.REQUESTS);
    open(true);
  }

  private void open(boolean withHead) {
    open = true;
    decided = false;
    beginning = true;
    wholeAtOnce = false;
    hasHead = withHead;
    at = worker.nanos();
    connect = NEVER;
    firstByte = NEVER;
    received = 0;
    sent = 0;
    slot = NOWHERE;
    madeId = NEVER;
    status = 0;
    attempts = 0;
    pool = null;
    ended = Ended.OK;
  }

  // ---- to a replica

  /** Its key has this slot; and it has a request id, should the client have sent none. */
  void routed(int slot, long madeId) {
    this.slot = slot;
    this.madeId = madeId;
  }

  /** It goes to this replica. */
  void attempt(UpstreamPool pool) {
    this.pool = pool;
    connect = NEVER;
    attempts++;
    pool.counters.request();
  }

  /** It is on its way there. */
  void connected() {
    connect = beginning ? 0 : worker.nanos() - at;
  }

  /** Whatever comes from now on comes later. */
  void begun() {
    beginning = false;
  }

  /** It failed at the replica, which may not be the last one. */
  void failed(Failure failure, @Nullable UpstreamPool at) {
    worker.counters.count(Counter.FAILURES);
    if (at != null) {
      at.counters.failure();
    }
    if (!decided) {
      ended = failure.ended;
    }
  }

  /** The head of the replica's answer is there, and {@code whole} says whether the rest is. */
  void heard(boolean whole) {
    heardAt = worker.nanos();
    wholeAtOnce = whole;
    firstByte = heardAt - at - connect;
    worker.counters.firstBytes().record(firstByte);
    if (!decided) {
      ended = Ended.OK;
    }
  }

  /** The replica has agreed to speak another protocol. */
  void switched(int status) {
    heard(false);
    answered(status);
  }

  // ---- the bodies

  void received(int bytes) {
    received += bytes;
  }

  void sent(int bytes) {
    sent += bytes;
  }

  // ---- the answer

  /** The client gets an answer of this status. */
  void answered(int status) {
    this.status = status;
    worker.counters.answer(status);
  }

  /** The client gets an answer of our own. */
  void answered(OwnAnswer own) {
    answered(own.status());
    sent = head.method() == Method.HEAD ? 0 : own.body().length;
  }

  /** The client is told that its request is refused, perhaps before it was one. */
  void refused(Rejection why, OwnAnswer own) {
    worker.counters.count(Counter.REJECTIONS);
    if (!open) {
      open(false);
      // What was awaited of a late head was its end, from its first byte on.
      at -= why == Rejection.HEAD_TIMEOUT ? worker.settings.timeouts().head().toNanos() : 0;
    }
    boolean late = why == Rejection.HEAD_TIMEOUT || why == Rejection.BODY_TIMEOUT;
    because(late ? Ended.CLIENT_TIMEOUT : Ended.REFUSED);
    answered(own);
    end();
  }

  // ---- the end

  /** It will end for this reason; what is said first counts. */
  void because(Ended why) {
    if (!decided) {
      decided = true;
      ended = why;
    }
  }

  /** It has ended with an answer that is whole, or was a tunnel. */
  void complete() {
    boolean measured = open && pool != null && status != 101;
    end();
    if (measured) {
      worker.counters.durations().record(duration);
    }
  }

  /** It has ended, if it has not before. */
  void end() {
    if (!open) {
      return;
    }
    open = false;
    duration = (wholeAtOnce ? heardAt : worker.nanos()) - at;
    if (status == 0) {
      status = ended == Ended.CLIENT_GONE ? CLIENT_CLOSED : CLOSED;
    }
    worker.log.write(this);
  }
}
