package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.HeadWriter;
import io.ringkeeper.balancer.http.Method;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The life of a request:
 *
 * <ol>
 *   <li>the {@link ClientConnection} has read the head
 *   <li>take the routing key
 *   <li>read one table, and keep it as long as it has a replica to offer
 *   <li>choose: the owner, or else the next candidate that takes traffic
 *   <li>take a connection to it from this event loop's pool
 *   <li>send head and body, without what was meant for one connection only
 *   <li>read the answer's head: the last point where another replica may be tried
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

  private static final String RETRY_AFTER = "Retry-After: 1";

  private final Worker worker;
  private final ClientConnection client;
  private final ClientChannel out;
  private final RequestHead head;
  private final byte[] forwarded;
  private final Tried tried = new Tried();
  private final ReplayBuffer body = new ReplayBuffer();
  private final Dechunker dechunker = new Dechunker();

  private long key;
  private RoutingTable table;
  private @Nullable ByteBuf encodedHead;
  private @Nullable ReplicaHandle replica;
  private @Nullable UpstreamConnection upstream;
  private boolean connected;
  private int retries;
  private boolean requestComplete;
  private boolean answerBegun;
  private boolean notFound;
  private boolean dechunks;
  private boolean keepClient;
  private int discarded;

  Exchange(
      Worker worker,
      ClientConnection client,
      ClientChannel out,
      RequestHead head,
      byte[] forwarded) {
    this.worker = worker;
    this.client = client;
    this.out = out;
    this.head = head;
    this.forwarded = forwarded;
    this.table = worker.tables.get();
  }

  Method method() {
    return head.method();
  }

  boolean requestIsComplete() {
    return requestComplete;
  }

  // ---- (1) to (5): to a replica

  @Override
  public void begin(boolean bodyFollows) {
    worker.counters.count(Counter.REQUESTS);
    tried.clear();
    retries = 0;
    requestComplete = !bodyFollows;
    answerBegun = false;
    notFound = false;
    dechunks = false;
    discarded = 0;
    long madeId = worker.madeId();
    key = worker.keys.read(head, madeId); // (2)
    table = worker.tables.get(); // (3)
    encodedHead = encode(madeId);
    client.expect(bodyFollows ? worker.settings.bodyTimeout() : worker.settings.responseTimeout());
    attempt(null);
  }

  private ByteBuf encode(long madeId) {
    HeadWriter writer = worker.writer;
    writer.request(head, forwarded, madeId);
    return out.buffer(writer.length()).writeBytes(writer.bytes(), 0, writer.length());
  }

  /** Goes to the best replica that is left; {@code last} is why the one before failed. */
  private void attempt(@Nullable Failure last) {
    ReplicaHandle chosen = choose(); // (4)
    if (chosen == null) {
      giveUp(last);
      return;
    }
    replica = chosen;
    worker.pool(chosen).acquire(this); // (5)
  }

  private @Nullable ReplicaHandle choose() {
    while (true) {
      ReplicaHandle candidate = table.choose(key, tried);
      if (candidate == null) {
        RoutingTable newer = worker.tables.get();
        if (newer == table) {
          return null;
        }
        table = newer; // who waited long for a dying replica may find ours outdated
      } else if (candidate.enter()) {
        return candidate;
      } else {
        tried.add(candidate);
      }
    }
  }

  private void giveUp(@Nullable Failure last) {
    if (last == null) {
      answer(OwnAnswer.error(503, "No replica can take the request", RETRY_AFTER));
    } else {
      answer(OwnAnswer.error(last.status, "Bad gateway: " + last.reason));
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
    if (encodedHead == null) {
      throw new IllegalStateException("connected without a request");
    }
    Channel channel = connection.channel();
    // The same buffer again for a next attempt: nobody writes to the connection before any more.
    channel.write(encodedHead.readerIndex(0).retain(), channel.voidPromise());
    body.rewind();
    body.writeTo(channel);
    channel.flush();
    client.pause(!channel.isWritable());
  }

  @Override
  public void body(ByteBuf part) {
    client.expect(worker.settings.bodyTimeout());
    body.add(part);
    if (upstream != null && connected) {
      body.writeTo(upstream.channel());
    } else if (body.isFull()) {
      client.pause(true);
    }
  }

  @Override
  public void bodyEnd() {
    requestComplete = true;
    if (!answerBegun) {
      client.expect(worker.settings.responseTimeout());
    }
  }

  @Override
  public boolean isAnswering() {
    return answerBegun && !notFound;
  }

  @Override
  public void readComplete() {
    if (upstream != null && connected) {
      upstream.channel().flush();
    }
  }

  void replicaWritabilityChanged(boolean writable) {
    client.pause(!writable);
  }

  // ---- (7) the answer's head

  /** A 1xx answer, which comes before the answer proper. HTTP/1.0 does not know them. */
  void interim(AnswerHead interim) {
    if (head.minorVersion() == 1) {
      worker.writer.answer(interim, false, false, false);
      out.write(worker.writer);
      out.flush();
    }
  }

  /** {@code in} is what has come of the body so far; a short body is taken out of it. */
  void answerHead(AnswerHead answer, BodyReader answerBody, ByteBuf in) {
    answerBegun = true;
    letGoOfRequest();
    client.expect(worker.settings.bodyTimeout());
    if (answer.status() == 404 && !worker.settings.passNotFound()) {
      notFound = true;
      return;
    }
    worker.counters.answer(answer.status());
    boolean toHttp10 = head.minorVersion() == 0;
    dechunks = answerBody.isChunked() && toHttp10;
    dechunker.reset();
    keepClient = requestComplete && client.isPersistent();
    keepClient &= !dechunks && !answerBody.endsWithConnection();
    boolean chunked = answerBody.isChunked() && !dechunks;
    worker.writer.answer(answer, chunked, !keepClient, toHttp10);
    out.write(worker.writer, in, answerBody.isShort(in) ? answerBody.next(in) : 0);
  }

  private void letGoOfRequest() {
    body.letGo();
    if (encodedHead != null) {
      encodedHead.release();
      encodedHead = null;
    }
  }

  // ---- (8) the answer's body

  void answerBody(ByteBuf part, BodyReader answerBody) {
    client.expect(worker.settings.bodyTimeout());
    if (notFound) {
      discarded += part.readableBytes();
      part.release();
      if (discarded > MAX_DISCARDED && !answerBody.isComplete() && upstream != null) {
        upstream.close();
        answerEnd();
      }
    } else if (dechunks) {
      out.write(dechunker.strip(part));
    } else {
      out.write(part);
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
  }

  // ---- (9) the end, one way or the other

  void answerEnd() {
    leave();
    if (notFound) {
      String path = head.path();
      String message = "'" + path + "' endpoint does not exist in server replicas";
      answer(OwnAnswer.error(400, message));
    } else {
      body.clear();
      client.answered(keepClient);
    }
  }

  /** The attempt is over without an answer, or in the middle of one. */
  void failed(UpstreamConnection connection, Failure failure) {
    worker.counters.count(Counter.FAILURES);
    ReplicaHandle left = replica;
    leave();
    if (notFound) {
      answerEnd();
    } else if (answerBegun) {
      body.clear();
      client.abort(); // the only way left to say that the answer is not whole
    } else if (left == null || !mayRepeat(failure)) {
      giveUp(failure);
    } else if (failure == Failure.NO_ANSWER && connection.mayHaveBeenStale() && left.enter()) {
      replica = left; // the replica may be well: only this old connection was not
      worker.pool(left).connect(this);
    } else if (retries++ < worker.settings.retries()) {
      worker.counters.count(Counter.RETRIES);
      tried.add(left);
      attempt(failure);
    } else {
      giveUp(failure);
    }
  }

  /** Whether waiting on is worse than asking somebody else. */
  boolean mayLeave() {
    return mayRepeat(Failure.DECLARED_DEAD) && retries < worker.settings.retries();
  }

  private boolean mayRepeat(Failure failure) {
    boolean harmless = failure == Failure.UNREACHABLE || head.method().isIdempotent();
    return failure.retryable && harmless && !body.isGone();
  }

  private void leave() {
    upstream = null;
    connected = false;
    if (replica != null) {
      replica.leave();
      replica = null;
    }
  }

  private void answer(OwnAnswer own) {
    letGoOfRequest();
    body.clear();
    worker.counters.answer(own.status());
    client.answer(own, requestComplete);
  }

  @Override
  public void timedOut() {
    if (notFound && upstream != null) {
      upstream.close();
      answerEnd(); // the rest of a body that nobody wants can be missed
    } else if (answerBegun) {
      cancel();
      client.abort();
    } else if (!requestComplete && !out.isPaused()) {
      cancel();
      client.refuseLateBody();
    } else if (upstream != null) {
      upstream.fail(Failure.TOO_SLOW);
    }
  }

  @Override
  public void cancel() {
    worker.counters.count(Counter.CANCELLATIONS);
    if (upstream != null) {
      upstream.close();
    }
    leave();
    letGoOfRequest();
    body.clear();
  }
}
