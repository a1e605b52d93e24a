package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.ringkeeper.balancer.accesslog.Ended;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.Rejection;
import io.ringkeeper.balancer.http.RequestHead;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client: reads its requests one after the other, and writes the answers in the same order.
 *
 * <pre>
 *          head complete            body complete           answered, kept
 *   HEAD ─────────────────► BODY ─────────────────► ANSWER ────────────────► HEAD
 *    │  └────────── no body ──────────────────────────┘│ └────► TUNNEL
 *    │ refused                │ malformed, late        │ answered, not kept
 *    ▼                        ▼                        ▼
 *   LINGER ◄──────────────────┴────────────────────────┤
 *    │ the client has closed too, or time is up        │ nothing more to come
 *    ▼                                                 ▼
 *   CLOSED ◄───────────────────────────────────────────┘
 * </pre>
 *
 * LINGER is explained at {@link Linger}, TUNNEL at {@link Tunnel}. What comes before its turn is
 * put aside, and the client is not read meanwhile. Confined to one event loop.
 */
final class ClientConnection extends Receiver implements Guest {

  private enum State {
    HEAD,
    BODY,
    ANSWER,
    TUNNEL,
    LINGER,
    CLOSED
  }

  private final Worker worker;
  private final ClientChannel channel;
  private final LocalEndpoints endpoints;
  private final RequestHead head;
  private final BodyReader body = new BodyReader();
  private final Trail trail;
  private final Exchange exchange;
  private @Nullable RequestHandler handler;
  private final Deadline deadline = new Deadline();
  private final Linger linger;
  private State state = State.HEAD;
  private boolean persistent = true;
  private boolean inputEnded;

  ClientConnection(Worker worker, ClientChannel channel, LocalEndpoints endpoints, Caller caller) {
    super(worker.direct);
    this.worker = worker;
    this.channel = channel;
    this.endpoints = endpoints;
    this.head = new RequestHead(worker.settings.headLimit(), worker.requestSpace);
    this.linger = new Linger(worker, channel, deadline);
    this.trail = new Trail(worker, head, caller);
    this.exchange = new Exchange(worker, this, channel, head, caller, trail);
  }

  // ---- reading

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.add(this);
    start();
  }

  void start() {
    expect(worker.settings.timeouts().head());
  }

  @Override
  boolean mayWait() {
    return state == State.HEAD ? !head.isEmpty() : state != State.TUNNEL;
  }

  @Override
  void received(ByteBuf message) {
    ByteBuf in = channel.inTurn(message);
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
        case ANSWER -> channel.putAside(in);
        case TUNNEL -> handler().body(ReadBuffers.part(in, in.readableBytes()));
        case LINGER -> {
          if (!linger.discard(in)) {
            close();
          }
        }
        case CLOSED -> in.skipBytes(in.readableBytes());
      }
    }
  }

  private void readHead(ByteBuf in) {
    if (head.isEmpty()) {
      expect(worker.settings.timeouts().head());
    }
    switch (HeadReader.read(head, in)) {
      case INCOMPLETE -> {}
      case REFUSED -> refuse(head.rejection());
      case COMPLETE -> begin();
    }
  }

  private void begin() {
    persistent &= head.isPersistent();
    boolean hasBody = head.hasBody();
    body.request(head);
    trail.begin();
    state = hasBody ? State.BODY : State.ANSWER;
    handler =
        endpoints.owns(head) ? new LocalExchange(worker, this, channel, endpoints, head) : exchange;
    handler.begin(hasBody);
  }

  private void readBody(ByteBuf in) {
    int count = body.next(in);
    if (body.isMalformed()) {
      if (letGo(Ended.REFUSED)) {
        refuse(Rejection.BAD_CHUNK);
      }
      return;
    }
    RequestHandler current = handler();
    boolean complete = body.isComplete();
    if (complete) {
      state = State.ANSWER;
    }
    trail.received(count);
    current.body(ReadBuffers.part(in, count));
    if (complete && handler == current) {
      current.bodyEnd();
    }
  }

  private RequestHandler handler() {
    return Objects.requireNonNull(handler, "bytes that nobody asked for");
  }

  @Override
  void receivedAll() {
    if (handler != null) {
      handler.readComplete();
    }
  }

  // ---- answering

  /** Whether the connection may outlast the answer. */
  boolean isPersistent() {
    return persistent && !channel.hasLost() && (!inputEnded || channel.hasEarly());
  }

  /** From now on, all that comes is for this tunnel; it begins with what has come early. */
  void becomes(Tunnel tunnel) {
    state = State.TUNNEL;
    handler = tunnel;
    tunnel.begin(true);
    head.shorten(RequestLog.FIELDS);
    worker.loop.execute(this::takeEarly);
  }

  /** Gives an answer of our own and ends the exchange. */
  void answer(OwnAnswer own, boolean requestComplete) {
    boolean keep = requestComplete && isPersistent();
    boolean http10 = head.minorVersion() == 0;
    channel.write(own.encode(head.method(), !keep, http10, worker.date));
    trail.answered(own);
    answered(keep);
  }

  /** The answer is complete. */
  void answered(boolean keep) {
    handler = null;
    trail.complete();
    boolean requestComplete = state == State.ANSWER || state == State.TUNNEL;
    if (keep && isPersistent() && requestComplete) {
      channel.flush();
      state = State.HEAD;
      head.reset();
      expect(worker.settings.timeouts().idle());
      resume();
    } else if (requestComplete && !channel.hasEarly() && !channel.hasLost()) {
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
      channel.pause(true);
    } else if (!channel.hasEarly()) {
      channel.pause(false);
    } else {
      worker.loop.execute(this::takeEarly);
    }
  }

  private void takeEarly() {
    if (channel.hasLost()) {
      cutOff(); // some more came while this was to be done
      return;
    }
    ByteBuf early = channel.takeEarly();
    channel.pause(false);
    try {
      receive(early);
    } finally {
      early.release();
    }
    receivedAll();
    if (inputEnded) {
      inputIsOver();
    }
  }

  void refuse(Rejection why) {
    OwnAnswer own = OwnAnswer.error(why.status(), "Request refused: " + why.reason());
    channel.write(own.encode(head.method(), true, false, worker.date));
    trail.refused(why, own);
    handler = null;
    linger();
  }

  /** Lets go of the request at hand; false if its answer had begun, which then is cut short. */
  private boolean letGo(Ended why) {
    boolean answering = handler != null && handler.isAnswering();
    cancelHandler(why);
    if (answering) {
      abort();
    }
    return !answering;
  }

  private void linger() {
    if (inputEnded) {
      finish();
    } else {
      state = State.LINGER;
      channel.discardEarly();
      linger.begin();
    }
  }

  /** Closes once all is written. */
  private void finish() {
    state = State.CLOSED;
    channel.discardEarly();
    neverTimeOut(); // as long as the client takes what it was sent
    channel.closeWhenWritten();
  }

  /** Cuts the connection: an answer that has begun cannot be completed. */
  void abort() {
    handler = null;
    state = State.CLOSED;
    trail.end();
    channel.reset();
  }

  @Override
  public void cutOff() {
    Ended why = inputEnded ? Ended.CLIENT_GONE : Ended.SHUTDOWN;
    if (state == State.TUNNEL && handler != null) {
      trail.because(why);
      handler.timedOut(); // has no answer that could be whole or not
    } else if (letGo(why)) {
      close();
    }
  }

  private void close() {
    state = State.CLOSED;
    trail.end();
    channel.close();
  }

  // ---- back-pressure and deadlines

  /** Something has moved: the next thing has to within this time. */
  void expect(Duration within) {
    deadline.set(worker.now(), within);
  }

  /** Waits for ever, because somebody else has a limit. */
  void neverTimeOut() {
    deadline.clear();
  }

  @Override
  public void sweep(long now) {
    if (handler != null) {
      handler.sweep(now);
    }
    if (channel.isStuck(now, worker.settings.timeouts().send())) {
      cancelHandler(Ended.CLIENT_STUCK);
      abort();
    } else if (deadline.hasPassed(now)) {
      timeIsUp();
    }
  }

  private void timeIsUp() {
    if (handler != null) {
      handler.timedOut();
    } else if (state == State.HEAD && head.isEmpty() && channel.isBehind()) {
      expect(worker.settings.timeouts().idle()); // it is still busy with the answer before
    } else if (state == State.HEAD && !head.isEmpty()) {
      refuse(Rejection.HEAD_TIMEOUT);
    } else {
      close();
    }
  }

  @Override
  public void stopAfterAnswer() {
    persistent = false;
    if (state == State.HEAD && head.isEmpty()) {
      finish();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    boolean writable = channel.noticeWritability();
    if (handler != null) {
      handler.clientWritabilityChanged(writable);
    } else if (state == State.HEAD && writable) {
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
    if (channel.hasEarly() && (state == State.TUNNEL || state == State.HEAD)) {
      return; // that comes first
    }
    switch (state) {
      case ANSWER, CLOSED -> {} // half-closed: the client still wants its answer
      case BODY -> cutOff();
      case TUNNEL -> handler().bodyEnd();
      case HEAD, LINGER -> finish();
    }
  }

  private void cancelHandler(Ended why) {
    RequestHandler current = handler;
    handler = null;
    trail.because(why);
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.CLOSED;
    worker.remove(this);
    cancelHandler(Ended.CLIENT_GONE);
    trail.end();
    head.reset();
    channel.gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Worker.logUnlessReset(cause);
    channel.close(); // a reset; channelInactive follows
  }
}
