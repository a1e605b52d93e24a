package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.ringkeeper.balancer.http.Origin;
import io.ringkeeper.balancer.http.ProxyHeaderReader;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.util.function.Function;

/**
 * The beginning of a connection from a trusted proxy, which has to say whom it is from before
 * anything else (the PROXY protocol). Then a {@link ClientConnection} takes its place.
 *
 * <pre>
 *   READING ──── header complete ────► (the client's connection)
 *      │
 *      └── malformed, late, ended ───► CLOSED, without an answer
 * </pre>
 *
 * Confined to one event loop.
 */
final class Introduction extends ChannelInboundHandlerAdapter implements Guest {

  private final Worker worker;
  private final Channel channel;
  private final Origin peer;
  private final Function<Caller, ClientConnection> client;
  private final ProxyHeaderReader header = new ProxyHeaderReader();
  private final Deadline deadline = new Deadline();
  private boolean begun;
  private boolean over;

  /**
   * A connection of which nothing has been read.
   *
   * @param peer the proxy itself
   * @param client makes the connection that takes over
   */
  Introduction(
      Worker worker, Channel channel, Origin peer, Function<Caller, ClientConnection> client) {
    this.worker = worker;
    this.channel = channel;
    this.peer = peer;
    this.client = client;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.set(worker.now(), worker.settings.timeouts().head());
    worker.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    boolean passedOn = false;
    try {
      passedOn = read(ctx, in);
    } finally {
      if (!passedOn) {
        in.release();
      }
    }
  }

  /** Whether the bytes are somebody else's now. */
  private boolean read(ChannelHandlerContext ctx, ByteBuf in) {
    while (in.isReadable() && !over) {
      begun = true;
      switch (header.read(in.readByte())) {
        case INCOMPLETE -> {}
        case REFUSED -> refuse();
        case COMPLETE -> {
          handOver(ctx);
          if (in.isReadable()) {
            ctx.fireChannelRead(in); // to whom has taken our place
            return true;
          }
        }
      }
    }
    return false;
  }

  private void handOver(ChannelHandlerContext ctx) {
    over = true;
    Origin origin = header.origin();
    ForwardingSettings forwarding = worker.settings.forwarding();
    // What stands in requests is the client's word, not the proxy's, which may not understand HTTP.
    Caller caller =
        origin == null
            ? forwarding.caller(peer, false)
            : forwarding.caller(origin, forwarding.trusts(origin.client()));
    ClientConnection connection = client.apply(caller);
    ctx.pipeline().replace(this, null, connection);
    worker.replace(this, connection);
    connection.start();
  }

  /** What would be an answer to whom does not speak the protocol might be a lie to another. */
  private void refuse() {
    worker.counters.count(Counter.REJECTIONS);
    over = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !over) {
      if (begun) {
        refuse();
      } else {
        cutOff(); // somebody looked if we are there
      }
    }
  }

  @Override
  public void sweep(long now) {
    if (!over && deadline.hasPassed(now)) {
      refuse();
    }
  }

  @Override
  public void stopAfterAnswer() {
    cutOff();
  }

  @Override
  public void cutOff() {
    over = true;
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    worker.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Worker.logUnlessReset(cause);
    ctx.close(); // channelInactive follows
  }
}
