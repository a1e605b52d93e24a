package io.ringkeeper.balancer.control;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.HeadSpace;
import io.ringkeeper.balancer.time.Clock;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to one replica: connects, asks for the path, and looks at the status of the answer;
 * any 2xx passes. Ends in exactly one result. Confined to the event loop.
 *
 * <p>A probe comes so seldom that its code is neither compiled nor in any cache, and may share its
 * core with an event loop: so it makes do with little of it.
 */
final class Probe extends ChannelInboundHandlerAdapter {

  /** What the head of an answer may take, in bytes. */
  private static final int HEAD_LIMIT = 64 * 1024;

  /**
   * Whom to ask for what.
   *
   * @param question what to send, a character for each byte
   */
  record Target(InetSocketAddress address, String question, Duration timeout) {

    static Target of(InetSocketAddress address, ProbeSettings settings) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(settings.path(), NetUtil.toSocketAddressString(address));
      return new Target(address, settings.header() + request, settings.timeout());
    }
  }

  sealed interface Result {}

  record Passed() implements Result {}

  record Failed(String why) implements Result {}

  /** The trouble is ours, a late timer or a lack of sockets: it says nothing about the replica. */
  record Inconclusive() implements Result {}

  interface Listener {
    void ended(Result result, long tookNanos);
  }

  private final Target target;
  private final Clock clock;
  private final Listener listener;
  private final long startedAt;
  private final AnswerHead head = new AnswerHead(HEAD_LIMIT, new HeadSpace(HEAD_LIMIT));
  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> timer;
  private boolean ended;

  Probe(Target target, Clock clock, Listener listener) {
    this.target = target;
    this.clock = clock;
    this.listener = listener;
    this.startedAt = clock.nanos();
  }

  void run(Supplier<? extends Channel> sockets, EventLoop loop) {
    timer = loop.schedule(this::timeOut, target.timeout().toNanos(), TimeUnit.NANOSECONDS);
    try {
      Channel fresh = sockets.get();
      channel = fresh;
      fresh.config().setConnectTimeoutMillis(0); // there is a timer already
      fresh.pipeline().addLast(this);
      loop.register(fresh).addListener(it -> registered(fresh, it.cause()));
    } catch (ChannelException e) {
      end(failure(e));
    }
  }

  private void registered(Channel fresh, @Nullable Throwable obstacle) {
    if (obstacle != null) {
      end(new Inconclusive());
    } else {
      fresh.connect(target.address()).addListener(it -> connected(fresh, it.cause()));
    }
  }

  private void connected(Channel fresh, @Nullable Throwable obstacle) {
    if (obstacle != null) {
      end(failure(obstacle));
    } else {
      ByteBuf question = Unpooled.copiedBuffer(target.question(), StandardCharsets.ISO_8859_1);
      var _ = fresh.writeAndFlush(question);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (!ended && in.isReadable()) {
        read(in);
      }
    } finally {
      in.release();
    }
  }

  private void read(ByteBuf in) {
    int before = head.length();
    int count = head.room(in.readableBytes());
    in.getBytes(in.readerIndex(), head.bytes(), before, count);
    head.append(count);
    switch (head.parse()) {
      case INCOMPLETE -> in.skipBytes(count);
      case REFUSED -> {
        judge(head.status()); // which may well be fine, whatever the fields are
        end(new Failed("answered something other than HTTP"));
      }
      case COMPLETE -> {
        in.skipBytes(head.end() - before);
        judge(head.status());
        head.reset();
      }
    }
  }

  private void judge(int status) {
    if (status >= 300) {
      end(new Failed("answered " + status));
    } else if (status >= 200) {
      end(new Passed());
    }
  }

  private void timeOut() {
    long timeout = target.timeout().toNanos();
    boolean late = clock.nanos() - startedAt - timeout > timeout / 2;
    end(late ? new Inconclusive() : new Failed("no answer within " + Sentences.span(timeout)));
  }

  private void end(Result result) {
    if (ended) {
      return;
    }
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (channel != null && channel.isRegistered()) { // what never was cannot be closed
      var _ = channel.close();
    }
    listener.ended(result, clock.nanos() - startedAt);
  }

  private static Result failure(Throwable cause) {
    return switch (cause) {
      case ConnectException _ -> new Failed("connection refused");
      case ChannelException _ -> new Inconclusive(); // no socket left
      case SocketException e when e.getCause() instanceof BindException ->
          new Inconclusive(); // no port left; the library has wrapped it
      default -> new Failed("broken connection: " + cause.getMessage());
    };
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(new Failed("closed without an answer"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(failure(cause));
  }
}
