package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.ringkeeper.balancer.accesslog.Ended;
import io.ringkeeper.balancer.config.Timeouts;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.Method;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.Rejection;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The life of a request:
 *
 * <ol>
 *   <li>the {@link ClientConnection} has read the head
 *   <li>take the routing key
 *   <li>read one table, and keep it as long as it has a replica to offer
 *   <li>choose: the owner, or else the next candidate that takes traffic
 *   <li>take a connection to it from this event loop's pool, or wait for one
 *   <li>send head and body, without what was meant for one connection only
 *   <li>read the answer's head: the last point where another replica may be tried, and where a
 *       {@link Tunnel} may take over
 *   <li>relay the body, no faster than the client reads
 *   <li>account, and give the connection back
 * </ol>
 *
 * One object serves all requests of a client connection, one after the other. Confined to its event
 * loop.
 */
final class Exchange implements RequestHandler {

  /** How much of a replica's own 404 is read over before its connection is given up. */
  private static final int MAX_DISCARDED = 64 * 1024;

  /** What becomes known of the request. */
  final Trail trail;

  /** On whose behalf. */
  final Caller caller;

  private final Worker worker;
  private final Timeouts timeouts;
  private final ClientConnection client;
  private final ClientChannel out;
  private final RequestHead head;
  private final Attempts attempts;
  private final Outgoing outgoing;
  private final Dechunker dechunker = new Dechunker();
  private final Deadline whole = new Deadline();

  private @Nullable UpstreamPool pool;
  private @Nullable UpstreamConnection upstream;
  private boolean beginning;
  private boolean connected;
  private boolean requestComplete;
  private boolean clientWaits;
  private boolean answerBegun;
  private boolean notFound;
  private boolean dechunks;
  private boolean keepClient;
  private boolean setsCookie;
  private int discarded;

  Exchange(
      Worker worker,
      ClientConnection client,
      ClientChannel out,
      RequestHead head,
      Caller caller,
      Trail trail) {
    this.worker = worker;
    this.timeouts = worker.settings.timeouts();
    this.client = client;
    this.out = out;
    this.head = head;
    this.caller = caller;
    this.outgoing = new Outgoing(worker, head, caller.forwarding());
    this.attempts = new Attempts(worker);
    this.trail = trail;
  }

  Method method() {
    return head.method();
  }

  boolean requestIsComplete() {
    return requestComplete;
  }

  /** Whether the replica was asked for another protocol, of which nothing has been lost yet. */
  boolean mayUpgrade() {
    return head.isUpgrade() && !out.hasLost();
  }

  // ---- (1) to (5): to a replica

  @Override
  public void begin(boolean bodyFollows) {
    requestComplete = !bodyFollows;
    answerBegun = false;
    notFound = false;
    dechunks = false;
    discarded = 0;
    long madeId = worker.madeId();
    long key = worker.keys.read(head, caller.forwarding(), madeId); // (2)
    setsCookie = worker.keys.lacksCookie();
    attempts.begin(key); // (3)
    trail.routed(attempts.slot(), madeId);
    outgoing.begin(madeId);
    clientWaits = bodyFollows && head.expectsContinue();
    client.expect(bodyFollows && !clientWaits ? timeouts.body() : timeouts.response());
    whole.setIfAny(worker.now(), timeouts.request());
    beginning = true;
    attempt(Failure.NO_REPLICA);
    beginning = false;
    trail.begun();
  }

  /** Goes to the best replica that is left; {@code last} is why the one before failed. */
  private void attempt(Failure last) {
    ReplicaHandle chosen = attempts.next(); // (4)
    if (chosen == null) {
      trail.because(last.ended);
      answer(last.answer());
    } else {
      pool = worker.pool(chosen);
      trail.attempt(pool);
      pool.acquire(this, outgoing.mayUseOld()); // (5)
    }
  }

  // ---- (6) the request

  /** This connection is ours; it may not stand yet. */
  void assigned(UpstreamConnection connection) {
    upstream = connection;
  }

  /** The connection stands. */
  void connected(UpstreamConnection connection) {
    connected = true;
    trail.connected();
    Channel channel = connection.channel();
    outgoing.start(channel, requestComplete, !beginning);
    out.pause(!channel.isWritable());
  }

  @Override
  public void body(ByteBuf part) {
    clientWaits = false;
    expectProgress();
    outgoing.add(part);
    if (upstream != null && connected) {
      outgoing.sendBody(upstream.channel());
    } else if (outgoing.isFull()) {
      out.pause(true);
    }
  }

  @Override
  public void bodyEnd() {
    requestComplete = true;
    if (!answerBegun) {
      client.expect(timeouts.response());
    }
  }

  @Override
  public boolean isAnswering() {
    return answerBegun && !notFound;
  }

  @Override
  public void readComplete() {
    if (upstream != null && connected) {
      outgoing.flush(upstream.channel());
    }
  }

  void replicaWritabilityChanged(boolean writable) {
    out.pause(!writable);
  }

  // ---- (7) the answer's head

  /** A 1xx answer, which comes before the answer proper. HTTP/1.0 does not know them. */
  void interim(AnswerHead interim) {
    if (clientWaits && interim.status() == 100) {
      clientWaits = false; // what comes next is its body
      expectProgress();
    }
    if (head.minorVersion() == 1) {
      worker.writer.answer(interim, false, false, false);
      out.writeHead();
      out.flush();
    }
  }

  /** The replica speaks another protocol now, as it was asked; {@code early} is the first of it. */
  void switched(UpstreamConnection connection, AnswerHead answer, ByteBuf early) {
    outgoing.letGo();
    whole.clear();
    trail.switched(answer.status());
    worker.writer.answer(answer, false, false, false);
    addCookie();
    out.writeHead();
    Tunnel tunnel = new Tunnel(worker, this, client, out, connection, attempts.replica());
    client.becomes(tunnel);
    tunnel.fromReplica(early);
  }

  /** {@code in} is what has come of the body so far; a short body is taken out of it. */
  void answerHead(AnswerHead answer, BodyReader answerBody, ByteBuf in) {
    answerBegun = true;
    outgoing.letGo();
    expectProgress();
    trail.heard(answerBody.isWithin(in));
    if (answer.status() == 404 && !worker.settings.passNotFound()) {
      notFound = true;
      return;
    }
    trail.answered(answer.status());
    boolean toHttp10 = head.minorVersion() == 0;
    dechunks = answerBody.isChunked() && toHttp10;
    dechunker.reset();
    keepClient = requestComplete && client.isPersistent();
    keepClient &= !dechunks && !answerBody.endsWithConnection();
    boolean chunked = answerBody.isChunked() && !dechunks;
    worker.writer.answer(answer, chunked, !keepClient, toHttp10);
    addCookie();
    if (answerBody.isShort(in)) {
      int count = answerBody.next(in);
      trail.sent(count);
      out.send(in, count);
    } else {
      out.writeHead();
    }
  }

  /** Lets the client bring its key again. */
  private void addCookie() {
    if (setsCookie) {
      worker.writer.addLine(worker.keys.cookieLine(attempts.key()));
    }
  }

  // ---- (8) the answer's body

  void answerBody(ByteBuf part, BodyReader answerBody) {
    expectProgress();
    if (notFound) {
      discarded += part.readableBytes();
      part.release();
      if (discarded > MAX_DISCARDED && !answerBody.isComplete() && upstream != null) {
        upstream.close();
        answerEnd();
      }
    } else {
      ByteBuf passed = dechunks ? dechunker.strip(part) : part;
      trail.sent(passed.readableBytes());
      out.write(passed);
    }
  }

  void flushClient() {
    out.flush();
  }

  @Override
  public void clientWritabilityChanged(boolean writable) {
    if (upstream != null && connected) {
      upstream.pause(!writable);
    }
    if (answerBegun) {
      expectProgress();
    }
  }

  /** While the client is behind, nothing is awaited but that it takes what it was sent. */
  void expectProgress() {
    if (answerBegun && !out.isWritable()) {
      client.neverTimeOut();
    } else {
      client.expect(timeouts.body());
    }
  }

  // ---- (9) the end, one way or the other

  void answerEnd() {
    if (notFound) {
      String message = "'" + head.path() + "' endpoint does not exist in server replicas";
      answer(OwnAnswer.error(400, message));
    } else {
      end();
      client.answered(keepClient);
    }
  }

  private void answer(OwnAnswer own) {
    end();
    client.answer(own, requestComplete);
  }

  void end() {
    leave();
    attempts.end();
    whole.clear();
    outgoing.clear();
  }

  /** The attempt is over without an answer, or in the middle of one. */
  void failed(Failure failure, boolean stale) {
    UpstreamPool left = pool;
    leave();
    if (stale && left != null && mayRepeat(failure) && attempts.mayAskAgain()) {
      worker.counters.count(Counter.STALE);
      pool = left; // the replica may be well: only this old connection was not
      left.acquireNew(this);
      return;
    }
    trail.failed(failure, left);
    if (notFound) {
      answerEnd();
    } else if (answerBegun) {
      end();
      client.abort(); // the only way left to say that the answer is not whole
    } else if (mayRepeat(failure) && attempts.giveUp(failure)) {
      attempt(failure);
    } else {
      answer(failure.answer());
    }
  }

  /** Whether waiting on is worse than asking somebody else. */
  boolean mayLeave() {
    return mayRepeat(Failure.DECLARED_DEAD) && attempts.areLeft(Failure.DECLARED_DEAD);
  }

  private boolean mayRepeat(Failure failure) {
    return outgoing.isRepeatable() && (!failure.mayHaveArrived || head.method().isIdempotent());
  }

  /** Leaves the connection, or the queue for one. */
  private void leave() {
    if (pool != null && upstream == null) {
      pool.leaveQueue(this);
    }
    pool = null;
    upstream = null;
    connected = false;
  }

  @Override
  public void sweep(long now) {
    if (whole.hasPassed(now)) {
      trail.because(Ended.REQUEST_TIMEOUT);
      timedOut(Failure.REQUEST_TOO_LONG);
    } else if (!answerBegun && upstream != null && connected && upstream.takesSome()) {
      client.expect(requestComplete ? timeouts.response() : timeouts.body());
    }
  }

  @Override
  public void timedOut() {
    timedOut(Failure.TOO_SLOW);
  }

  private void timedOut(Failure why) {
    if (notFound && upstream != null) {
      upstream.close();
      answerEnd(); // the rest of a body that nobody wants can be missed
    } else if (answerBegun) {
      trail.because(why.ended);
      cancel();
      client.abort();
    } else if (!requestComplete && !clientWaits && !out.isPaused()) {
      cancel();
      client.refuse(Rejection.BODY_TIMEOUT);
    } else if (upstream != null) {
      upstream.fail(why);
    } else {
      failed(why, false);
    }
  }

  @Override
  public void cancel() {
    worker.counters.count(Counter.CANCELLATIONS);
    if (upstream != null) {
      upstream.close();
    }
    end();
  }
}
