package io.ringkeeper.balancer.control;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import io.ringkeeper.balancer.time.Clock;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to one replica: connects, asks for the path, and looks at the status of the answer;
 * any 2xx passes. Ends in exactly one result. Confined to the event loop.
 */
final class Probe {

  /** Whom to ask for what. */
  record Target(InetSocketAddress address, ProbeSettings settings) {

    Duration timeout() {
      return settings.timeout();
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
  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> timer;
  private boolean ended;

  Probe(Target target, Clock clock, Listener listener) {
    this.target = target;
    this.clock = clock;
    this.listener = listener;
    this.startedAt = clock.nanos();
  }

  void run(Bootstrap bootstrap, EventLoop loop) {
    timer = loop.schedule(this::timeOut, target.timeout().toNanos(), TimeUnit.NANOSECONDS);
    ChannelFuture connecting =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    fresh.pipeline().addLast(new HttpClientCodec(), new Answer());
                  }
                })
            .connect(target.address());
    channel = connecting.channel();
    connecting.addListener(_ -> {
      Throwable cause = connecting.cause();
      if (cause != null) {
        loop.execute(() -> end(failure(cause))); // where no socket was left, it is not told here
      }
    });
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
      case UnknownHostException _ -> new Failed("unknown host");
      case ChannelException _ -> new Inconclusive(); // no socket left
      case SocketException e when e.getCause() instanceof BindException ->
          new Inconclusive(); // no port left; the library has wrapped it
      default -> new Failed("broken connection: " + cause.getMessage());
    };
  }

  private final class Answer extends SimpleChannelInboundHandler<HttpObject> {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.GET, target.settings().path());
      String header = target.settings().header();
      if (!header.isEmpty()) { // from before the encoder, which would take it for content
        ByteBuf bytes = Unpooled.copiedBuffer(header, StandardCharsets.ISO_8859_1);
        var _ = context.pipeline().firstContext().write(bytes);
      }
      String host = NetUtil.toSocketAddressString(target.address());
      request.headers().set(HttpHeaderNames.HOST, host);
      request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      var _ = context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
      if (message.decoderResult().isFailure()) {
        end(new Failed("answered something other than HTTP"));
      } else if (message instanceof HttpResponse response) {
        HttpStatusClass status = response.status().codeClass();
        if (status == HttpStatusClass.SUCCESS) {
          end(new Passed());
        } else if (status != HttpStatusClass.INFORMATIONAL) {
          end(new Failed("answered " + response.status().code()));
        }
      }
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
}
