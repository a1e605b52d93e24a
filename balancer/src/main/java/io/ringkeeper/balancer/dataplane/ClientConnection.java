package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.Rejection;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client: reads its requests one after the other, and writes the answers in the same order.
 *
 * <pre>
 *          head complete            body complete           answered, kept
 *   HEAD ─────────────────► BODY ─────────────────► ANSWER ────────────────► HEAD
 *    │  └────────── no body ──────────────────────────┘│
 *    │ refused                │ malformed, late        │ answered, not kept
 *    ▼                        ▼                        ▼
 *   LINGER ◄──────────────────┴────────────────────────┤
 *    │ the client has closed too, or time is up        │ nothing more to come
 *    ▼                                                 ▼
 *   CLOSED ◄───────────────────────────────────────────┘
 * </pre>
 *
 * LINGER reads on and throws away for a while after our last answer, because closing with unread
 * bytes would reset the connection and could take that answer with it (RFC 9112 section 9.6).
 * Requests that come before the one at hand is answered wait in {@code stash}, and the client is
 * not read meanwhile. Confined to one event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {

  private enum State {
    HEAD,
    BODY,
    ANSWER,
    LINGER,
    CLOSED
  }

  private static final int READ_STEP = 2 * 1024;
  private static final Duration LINGER_TIME = Duration.ofSeconds(2);
  private static final long LINGER_BYTES = 64L * 1024 * 1024;

  private final Worker worker;
  private final ClientChannel channel;
  private final LocalEndpoints endpoints;
  private final RequestHead head;
  private final BodyReader body = new BodyReader();
  private final Exchange exchange;
  private @Nullable RequestHandler handler;
  private final EarlyBytes stash = new EarlyBytes();
  private final Deadline deadline = new Deadline();
  private State state = State.HEAD;
  private boolean persistent = true;
  private boolean inputEnded;
  private long lingered;

  ClientConnection(
      Worker worker, ClientChannel channel, LocalEndpoints endpoints, byte[] forwarded) {
    this.worker = worker;
    this.channel = channel;
    this.endpoints = endpoints;
    this.head = new RequestHead(worker.settings.headLimit());
    this.exchange = new Exchange(worker, this, channel, head, forwarded);
  }

  // ---- reading

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.add(this);
    expect(worker.settings.headTimeout());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      receive(in);
    } finally {
      in.release();
    }
  }

  private void receive(ByteBuf in) {
    while (in.isReadable()) {
      switch (state) {
        case HEAD -> readHead(in);
        case BODY -> readBody(in);
        case ANSWER -> putAside(in);
        case LINGER -> discard(in);
        case CLOSED -> in.skipBytes(in.readableBytes());
      }
    }
  }

  private void readHead(ByteBuf in) {
    if (head.isEmpty()) {
      expect(worker.settings.headTimeout());
    }
    int before = head.length();
    int count = head.room(Math.min(in.readableBytes(), READ_STEP));
    in.getBytes(in.readerIndex(), head.bytes(), before, count);
    head.append(count);
    switch (head.parse()) {
      case INCOMPLETE -> in.skipBytes(count);
      case REFUSED -> refuse(head.rejection());
      case COMPLETE -> {
        in.skipBytes(head.end() - before);
        begin();
      }
    }
  }

  private void begin() {
    persistent &= head.isPersistent();
    boolean hasBody = head.hasBody();
    if (head.isChunked()) {
      body.chunked();
    } else {
      body.length(Math.max(0, head.contentLength()));
    }
    state = hasBody ? State.BODY : State.ANSWER;
    RequestHandler next =
        endpoints.owns(head) ? new LocalExchange(worker, this, channel, endpoints, head) : exchange;
    handler = next;
    next.begin(hasBody);
  }

  private void readBody(ByteBuf in) {
    int count = body.next(in);
    if (body.isMalformed()) {
      if (letGo()) {
        refuse(Rejection.BAD_CHUNK);
      }
      return;
    }
    RequestHandler current = handler;
    if (current == null) {
      throw new IllegalStateException("a body that nobody asked for");
    }
    boolean complete = body.isComplete();
    if (complete) {
      state = State.ANSWER;
    }
    current.body(in.readRetainedSlice(count));
    if (complete && handler == current) {
      current.bodyEnd();
    }
  }

  /** Keeps what comes too early, and asks for no more of it. */
  private void putAside(ByteBuf in) {
    stash.add(in);
    pause(true);
  }

  private void discard(ByteBuf in) {
    lingered += in.readableBytes();
    in.skipBytes(in.readableBytes());
    if (lingered > LINGER_BYTES) {
      close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (handler != null) {
      handler.readComplete();
    }
  }

  // ---- answering

  /** Whether the connection may outlast the answer. */
  boolean isPersistent() {
    return persistent && (!inputEnded || !stash.isEmpty());
  }

  /** Gives an answer of our own and ends the exchange. */
  void answer(OwnAnswer own, boolean requestComplete) {
    boolean keep = requestComplete && isPersistent();
    boolean http10 = head.minorVersion() == 0;
    channel.write(own.encode(head.method(), !keep, http10));
    answered(keep);
  }

  /** The answer is complete. */
  void answered(boolean keep) {
    handler = null;
    boolean requestComplete = state == State.ANSWER;
    if (keep && isPersistent() && requestComplete) {
      channel.flush();
      state = State.HEAD;
      head.reset();
      expect(worker.settings.idleTimeout());
      resume();
    } else if (requestComplete && stash.isEmpty()) {
      finish();
    } else {
      linger();
    }
  }

  /**
   * Goes on with what has come early, or else with reading, but not before the client has read most
   * of what it was sent: who asks and never reads would fill our memory.
   */
  private void resume() {
    if (!channel.isWritable()) {
      pause(true);
    } else if (stash.isEmpty()) {
      pause(false);
    } else {
      worker.loop.execute(this::takeStash);
    }
  }

  private void takeStash() {
    ByteBuf early = stash.take();
    pause(false);
    try {
      receive(early);
    } finally {
      early.release();
    }
    if (handler != null) {
      handler.readComplete();
    }
    if (inputEnded) {
      inputIsOver();
    }
  }

  private void refuse(Rejection why) {
    worker.counters.count(Counter.REJECTIONS);
    OwnAnswer own = OwnAnswer.error(why.status(), "Request refused: " + why.reason());
    worker.counters.answer(own.status());
    channel.write(own.encode(head.method(), true, false));
    handler = null;
    linger();
  }

  /** The body of a request did not come in time. */
  void refuseLateBody() {
    refuse(Rejection.BODY_TIMEOUT);
  }

  /** Lets go of the request at hand; false if its answer had begun, which then is cut short. */
  private boolean letGo() {
    boolean answering = handler != null && handler.isAnswering();
    cancelHandler();
    if (answering) {
      abort();
    }
    return !answering;
  }

  /** Reads on once all is written: to shut the output down before would lose the rest of it. */
  private void linger() {
    if (inputEnded) {
      finish();
      return;
    }
    state = State.LINGER;
    stash.discard();
    pause(false);
    expect(worker.settings.bodyTimeout());
    channel.whenWritten(this::shutDownOutput);
  }

  private void shutDownOutput() {
    if (state == State.LINGER) {
      expect(LINGER_TIME);
      channel.shutDownOutput();
    }
  }

  /** Closes once all is written. */
  private void finish() {
    state = State.CLOSED;
    stash.discard();
    expect(worker.settings.bodyTimeout());
    channel.closeWhenWritten();
  }

  /** Cuts the connection: an answer that has begun cannot be completed. */
  void abort() {
    handler = null;
    state = State.CLOSED;
    channel.reset();
  }

  /** Ends whatever goes on. */
  void cutOff() {
    if (letGo()) {
      close();
    }
  }

  private void close() {
    state = State.CLOSED;
    channel.close();
  }

  // ---- back-pressure and deadlines

  /** Stops or resumes reading; while something waits for its turn, reading stays stopped. */
  void pause(boolean pause) {
    channel.pause(pause || !stash.isEmpty());
  }

  /** Something has moved: the next thing has to within this time. */
  void expect(Duration within) {
    deadline.set(worker.now(), within);
  }

  /** Waits for ever, because somebody else has a limit. */
  void neverTimeOut() {
    deadline.clear();
  }

  void checkDeadline(long now) {
    if (!deadline.hasPassed(now)) {
      return;
    }
    if (handler != null) {
      handler.timedOut();
    } else if (state == State.HEAD && !head.isEmpty()) {
      refuse(Rejection.HEAD_TIMEOUT);
    } else {
      close();
    }
  }

  /** Takes no further request; an idle connection ends now. */
  void stopAfterAnswer() {
    persistent = false;
    if (state == State.HEAD && head.isEmpty()) {
      finish();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (handler != null) {
      handler.clientWritabilityChanged(channel.isWritable());
    } else if (state == State.HEAD && channel.isWritable()) {
      resume();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      inputIsOver();
    }
  }

  private void inputIsOver() {
    switch (state) {
      case ANSWER, CLOSED -> {} // half-closed: the client still wants its answer
      case BODY -> cutOff();
      case HEAD -> {
        if (stash.isEmpty()) {
          finish();
        }
      }
      case LINGER -> finish();
    }
  }

  private void cancelHandler() {
    RequestHandler current = handler;
    handler = null;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.CLOSED;
    worker.remove(this);
    cancelHandler();
    stash.discard();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Worker.logUnlessReset(cause);
    ctx.close(); // a reset; channelInactive follows
  }
}
