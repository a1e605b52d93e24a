package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.ringkeeper.balancer.http.AnswerHead;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a replica, serving one exchange at a time.
 *
 * <pre>
 *              connected           head complete           body complete, kept
 *  CONNECTING ──────────► WAITING ───────────────► BODY ───────────────────────► IDLE
 *      │                     │  ▲                   │                             │ │
 *      │ refused, too slow   │  └───────────────────┼──────── next exchange ──────┘ │
 *      ▼                     ▼ reset, malformed     ▼ broken off, close-delimited   ▼ old, closed
 *   CLOSED ◄─────────────────┴──────────────────────┴───────────────────────────────┘
 * </pre>
 *
 * An answer whose announced length is small is handed on when it is whole, not before: it costs one
 * write instead of two, and a replica that dies between its head and its body can still be replaced
 * by another. Confined to the event loop of its exchange's client.
 */
final class UpstreamConnection extends Receiver {

  private enum State {
    CONNECTING,
    WAITING,
    BODY,
    /** The answer has been read, and perhaps more that came with it. */
    DONE,
    /** In the pool, or about to serve another. */
    IDLE,
    /** A {@link Tunnel} has it, to its end. */
    GIVEN_AWAY,
    CLOSED
  }

  /** The longest body that is waited for. */
  private static final int SMALL_BODY = 16 * 1024;

  private final Worker worker;
  private final UpstreamPool pool;
  private final AnswerHead head;
  private final BodyReader body = new BodyReader();
  private final @Nullable Exchange owner;
  private @Nullable Exchange exchange;
  private @Nullable Channel channel;
  private @Nullable Backlog backlog;
  private @Nullable ByteBuf held;
  private State state = State.CONNECTING;
  private boolean reused;
  private boolean answerSeen;
  private boolean broken;
  private long idleSince;
  private final long begunAt;
  private final Deadline lifetime = new Deadline();

  UpstreamConnection(Worker worker, UpstreamPool pool, Exchange exchange) {
    super(worker.direct);
    this.worker = worker;
    this.pool = pool;
    this.exchange = exchange;
    this.owner = worker.settings.forwarding().introduces() ? exchange : null;
    this.head = new AnswerHead(worker.settings.headLimit(), worker.answerSpace);
    this.begunAt = worker.now();
    Duration longest = worker.settings.pool().lifetime();
    if (longest.isPositive()) {
      // Up to a tenth less, so that those that were made together do not end together.
      long nanos = longest.toNanos();
      long less = ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
      lifetime.set(begunAt, Duration.ofNanos(nanos - less));
    }
  }

  /** The channel, which is connected once the exchange has been told so. */
  Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("no channel yet");
    }
    return channel;
  }

  /** Whether it has told the replica whom it is from, and so can serve one client alone. */
  boolean isOwned() {
    return owner != null;
  }

  /** Whether it may serve this exchange; there is one exchange for all requests of a client. */
  boolean mayServe(Exchange next) {
    return owner == null || owner == next;
  }

  long idleSince() {
    return idleSince;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  boolean isOpen() {
    return state != State.CLOSED && channel != null && channel.isActive();
  }

  /**
   * Whether the peer has ended the connection though our loop has not come to see it yet: asks the
   * kernel where it can be asked.
   */
  boolean isEndedByPeer() {
    return channel != null && worker.tcpState.of(channel) != Transport.TcpState.ESTABLISHED;
  }

  /** Whether it has served for as long as one may. */
  boolean isWornOut(long now) {
    return lifetime.isOver(now);
  }

  /** How long one may serve. */
  Deadline lifetime() {
    return lifetime;
  }

  long begunAt() {
    return begunAt;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    channel.config().setRecvByteBufAllocator(new Reading(channel, worker.reads));
    Transport.easeOnLoopback(channel, pool.handle().address());
    backlog = new Backlog(channel);
    super.handlerAdded(ctx);
  }

  /** The attempt to connect is over. */
  void connected(boolean success) {
    if (state == State.CLOSED) {
      return;
    }
    if (success) {
      introduce();
      begin();
    } else {
      fail(Failure.UNREACHABLE);
    }
  }

  private void introduce() {
    if (owner != null) {
      byte[] header = owner.caller.header();
      channel().writeAndFlush(Unpooled.wrappedBuffer(header), channel().voidPromise());
    }
  }

  void reuse(Exchange next) {
    exchange = next;
    reused = true;
    begin();
  }

  private void begin() {
    state = State.WAITING;
    answerSeen = false;
    if (exchange != null) {
      exchange.connected(this);
    }
  }

  /** The control plane has found the replica dead: the exchange goes elsewhere, where it can. */
  void declareDead() {
    boolean answering = state == State.BODY && held == null;
    if (state == State.CONNECTING) {
      fail(Failure.UNREACHABLE);
    } else if (!answering && exchange != null && exchange.mayLeave()) {
      fail(Failure.DECLARED_DEAD);
    }
  }

  /** Ends the exchange's use of this connection. */
  void fail(Failure failure) {
    if (exchange == null) {
      return;
    }
    Exchange failed = exchange;
    exchange = null;
    close();
    // Servers close idle connections at the very moment when we use them.
    boolean stale = failure == Failure.NO_ANSWER && reused && !answerSeen;
    failed.failed(failure, stale);
  }

  /** Whether the peer, though it is behind, has taken some of what it was sent since last asked. */
  boolean takesSome() {
    return backlog != null && backlog.hasMoved() && !backlog.isEmpty();
  }

  /** Stops or resumes reading, so that a slow client does not fill our memory. */
  void pause(boolean paused) {
    channel().config().setAutoRead(!paused);
  }

  /** Closes, telling nobody; a request that has been gathered and not sent may get lost. */
  void close() {
    state = State.CLOSED;
    exchange = null;
    releaseHeld();
    head.reset();
    pool.forget(this);
    if (channel != null) {
      channel.close();
    }
  }

  /** Closes in a way that the peer does not take for the end of what it was sent. */
  void reset() {
    channel().config().setOption(ChannelOption.SO_LINGER, 0);
    close();
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  void received(ByteBuf in) {
    try {
      while (in.isReadable() && state != State.CLOSED) {
        switch (state) {
          case WAITING -> readHead(in);
          case BODY -> readBody(in);
          case DONE, IDLE, CONNECTING, GIVEN_AWAY, CLOSED -> close(); // speaks without being asked
        }
      }
    } finally {
      in.release();
    }
  }

  private void readHead(ByteBuf in) {
    answerSeen = true;
    switch (HeadReader.read(head, in)) {
      case INCOMPLETE -> {}
      case REFUSED -> fail(Failure.BAD_ANSWER);
      case COMPLETE -> headComplete(in);
    }
  }

  private void headComplete(ByteBuf in) {
    if (exchange == null) {
      close();
      return;
    }
    if (head.isInterim()) {
      interim(in, exchange);
      return;
    }
    body.answer(head, exchange.method());
    state = State.BODY;
    if (body.left() > in.readableBytes() && body.left() <= SMALL_BODY) {
      held = in.alloc().buffer((int) body.left());
      exchange.expectProgress();
    } else {
      exchange.answerHead(head, body, in);
      endIfComplete();
    }
  }

  private void interim(ByteBuf in, Exchange waiting) {
    if (head.status() != 101) {
      waiting.interim(head);
      head.reset();
    } else if (waiting.mayUpgrade() && head.isSwitch()) {
      exchange = null;
      state = State.GIVEN_AWAY;
      waiting.switched(this, head, in.readRetainedSlice(in.readableBytes()));
      head.reset();
    } else {
      fail(Failure.BAD_ANSWER); // nobody asked to switch protocols
    }
  }

  private void readBody(ByteBuf in) {
    if (held != null) {
      int count = (int) Math.min(in.readableBytes(), body.left() - held.readableBytes());
      held.writeBytes(in, count);
      if (held.readableBytes() == body.left()) {
        deliver(held);
      } else if (exchange != null) {
        exchange.expectProgress();
      }
      return;
    }
    int count = body.next(in);
    if (body.isMalformed()) {
      fail(Failure.BROKEN_OFF);
    } else if (exchange != null) {
      if (count > 0) {
        exchange.answerBody(ReadBuffers.part(in, count), body);
      }
      endIfComplete();
    }
  }

  private void deliver(ByteBuf whole) {
    held = null;
    try {
      if (exchange != null) {
        exchange.answerHead(head, body, whole);
        readBody(whole);
      }
    } finally {
      whole.release();
    }
  }

  private void endIfComplete() {
    if (!body.isComplete() || exchange == null) {
      return;
    }
    Exchange done = exchange;
    exchange = null;
    boolean keep = head.isPersistent() && done.requestIsComplete() && !body.endsWithConnection();
    head.reset();
    if (keep) {
      state = State.DONE;
      pause(false);
    } else {
      close();
    }
    done.answerEnd();
  }

  @Override
  boolean mayWait() {
    return state == State.BODY && held == null;
  }

  @Override
  void receivedAll() {
    if (exchange != null) {
      exchange.flushClient();
    } else if (state == State.DONE) {
      state = State.IDLE;
      idleSince = worker.now();
      pool.release(this); // not before: whatever else had come would be the next answer
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.replicaWritabilityChanged(ctx.channel().isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pool.forget(this);
    if (state == State.BODY && !broken && body.endsWithConnection() && exchange != null) {
      body.connectionEnded();
      endIfComplete();
    } else if (state == State.BODY && held == null) {
      fail(Failure.BROKEN_OFF);
    } else {
      fail(Failure.NO_ANSWER);
    }
    state = State.CLOSED;
    releaseHeld();
    head.reset();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Worker.logUnlessReset(cause);
    broken = true;
    if (!(cause instanceof IOException)) {
      ctx.close();
    }
    // After a reset, the answer to a request that was too long for the replica may still be read;
    // when it has been, channelInactive follows and tells the exchange.
  }
}
