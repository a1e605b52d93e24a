package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.Method;
import java.io.IOException;
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
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

  private enum State {
    CONNECTING,
    WAITING,
    BODY,
    IDLE,
    CLOSED
  }

  /** The longest body that is waited for. */
  private static final int SMALL_BODY = 16 * 1024;

  private static final int READ_STEP = 2 * 1024;

  private final Worker worker;
  private final UpstreamPool pool;
  private final AnswerHead head;
  private final BodyReader body = new BodyReader();
  private @Nullable Exchange exchange;
  private @Nullable Channel channel;
  private @Nullable ByteBuf held;
  private State state = State.CONNECTING;
  private boolean reused;
  private boolean answerSeen;
  private boolean broken;
  private long idleSince;

  UpstreamConnection(Worker worker, UpstreamPool pool, Exchange exchange) {
    this.worker = worker;
    this.pool = pool;
    this.exchange = exchange;
    this.head = new AnswerHead(worker.settings.headLimit());
  }

  /** The channel, which is connected once the exchange has been told so. */
  Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("no channel yet");
    }
    return channel;
  }

  long idleSince() {
    return idleSince;
  }

  boolean isOpen() {
    return state != State.CLOSED && channel != null && channel.isActive();
  }

  /** Whether the connection had served before, so that it may have been closed as we wrote. */
  boolean mayHaveBeenStale() {
    return reused && !answerSeen;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  /** The attempt to connect is over. */
  void connected(boolean success) {
    if (state == State.CLOSED) {
      return;
    }
    if (success) {
      begin();
    } else {
      fail(Failure.UNREACHABLE);
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
    failed.failed(this, failure);
  }

  /** Stops or resumes reading, so that a slow client does not fill our memory. */
  void pause(boolean paused) {
    channel().config().setAutoRead(!paused);
  }

  /** Closes, telling nobody. */
  void close() {
    state = State.CLOSED;
    exchange = null;
    releaseHeld();
    pool.forget(this);
    if (channel != null) {
      channel.close();
    }
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (in.isReadable() && state != State.CLOSED) {
        switch (state) {
          case WAITING -> readHead(in);
          case BODY -> readBody(in);
          case IDLE, CONNECTING, CLOSED -> close(); // it speaks without being asked
        }
      }
    } finally {
      in.release();
    }
  }

  private void readHead(ByteBuf in) {
    answerSeen = true;
    int before = head.length();
    int count = head.room(Math.min(in.readableBytes(), READ_STEP));
    in.getBytes(in.readerIndex(), head.bytes(), before, count);
    head.append(count);
    switch (head.parse()) {
      case INCOMPLETE -> in.skipBytes(count);
      case REFUSED -> fail(Failure.BAD_ANSWER);
      case COMPLETE -> {
        in.skipBytes(head.end() - before);
        headComplete(in);
      }
    }
  }

  private void headComplete(ByteBuf in) {
    if (exchange == null) {
      close();
      return;
    }
    if (head.isInterim()) {
      if (head.status() == 101) {
        fail(Failure.BAD_ANSWER); // nobody asked to switch protocols
        return;
      }
      exchange.interim(head);
      head.reset();
      return;
    }
    Method method = exchange.method();
    if (head.isBodiless(method)) {
      body.none();
    } else if (head.isChunked()) {
      body.chunked();
    } else if (head.contentLength() >= 0) {
      body.length(head.contentLength());
    } else {
      body.untilClose();
    }
    state = State.BODY;
    if (body.left() > in.readableBytes() && body.left() <= SMALL_BODY) {
      held = in.alloc().buffer((int) body.left());
    } else {
      exchange.answerHead(head, body, in);
      endIfComplete();
    }
  }

  private void readBody(ByteBuf in) {
    if (held != null) {
      int count = (int) Math.min(in.readableBytes(), body.left() - held.readableBytes());
      held.writeBytes(in, count);
      if (held.readableBytes() == body.left()) {
        deliver(held);
      }
      return;
    }
    int count = body.next(in);
    if (body.isMalformed()) {
      fail(Failure.BROKEN_OFF);
    } else if (exchange != null) {
      if (count > 0) {
        exchange.answerBody(in.readRetainedSlice(count), body);
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
      state = State.IDLE;
      idleSince = worker.now();
      pause(false);
      pool.release(this);
    } else {
      close();
    }
    done.answerEnd();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.flushClient();
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
