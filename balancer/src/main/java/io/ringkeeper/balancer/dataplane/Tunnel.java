package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.ringkeeper.balancer.accesslog.Ended;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.ReplicaHandle;

/**
 * A client and a replica that have left HTTP for another protocol, such as WebSocket: what the one
 * sends, the other gets, no faster than it reads.
 *
 * <pre>
 *          one ends its output        the other does too
 *   OPEN ─────────────────────► HALF ───────────────────► CLOSED
 *    │                           │                          ▲
 *    └───────────────────────────┴──────────────────────────┘
 *      cut off, idle, drained
 * </pre>
 *
 * The end of one side's output is passed on behind its last byte. The request counts as in flight
 * to the end; a replica that is being removed keeps its tunnels for the time of a drain. Confined
 * to one event loop.
 */
final class Tunnel extends ChannelInboundHandlerAdapter implements RequestHandler {

  private final Worker worker;
  private final Exchange exchange;
  private final ClientConnection client;
  private final ClientChannel out;
  private final UpstreamConnection upstream;
  private final Channel replica;
  private final ReplicaHandle handle;
  private final Deadline drained = new Deadline();
  private boolean draining;
  private boolean clientEnded;
  private boolean toReplicaDone;
  private boolean toClientDone;
  private boolean over;

  Tunnel(
      Worker worker,
      Exchange exchange,
      ClientConnection client,
      ClientChannel out,
      UpstreamConnection upstream,
      ReplicaHandle handle) {
    this.worker = worker;
    this.exchange = exchange;
    this.client = client;
    this.out = out;
    this.upstream = upstream;
    this.replica = upstream.channel();
    this.handle = handle;
  }

  @Override
  public void begin(boolean bodyFollows) {
    worker.counters.enter(Counter.TUNNELS, Counter.OPEN_TUNNELS);
    replica.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    replica.pipeline().replace(upstream, null, this);
    worker.direct.writer.flush(); // it may have been answered before it left
    upstream.pause(!out.isWritable());
    out.pause(!replica.isWritable());
    moved();
  }

  private void moved() {
    client.expect(worker.settings.timeouts().tunnel());
  }

  // ---- from the client to the replica

  @Override
  public void body(ByteBuf part) {
    moved();
    exchange.trail.received(part.readableBytes());
    replica.write(part, replica.voidPromise());
  }

  @Override
  public void readComplete() {
    replica.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    moved();
    out.pause(!replica.isWritable());
  }

  /** The client has ended its output. */
  @Override
  public void bodyEnd() {
    if (!clientEnded) {
      clientEnded = true;
      replica.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput());
    }
  }

  private void endOutput() {
    ((DuplexChannel) replica).shutdownOutput();
    toReplicaDone = true;
    closeIfDone();
  }

  // ---- from the replica to the client

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    fromReplica((ByteBuf) message);
  }

  void fromReplica(ByteBuf part) {
    moved();
    exchange.trail.sent(part.readableBytes());
    out.write(part);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    out.flush();
  }

  @Override
  public void clientWritabilityChanged(boolean writable) {
    moved();
    upstream.pause(!writable);
  }

  /** The replica has ended its output. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !over) {
      out.whenWritten(this::endClientOutput);
    }
  }

  private void endClientOutput() {
    out.shutDownOutput();
    toClientDone = true;
    closeIfDone();
  }

  // ---- the end

  private void closeIfDone() {
    if (toClientDone && toReplicaDone) {
      close();
    }
  }

  /** In good order. */
  private void close() {
    if (!over) {
      end();
      client.answered(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    broken();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Worker.logUnlessReset(cause);
    broken();
  }

  /** What one side cuts is cut at the other: to end in good order would say that all was there. */
  private void broken() {
    if (!over) {
      exchange.trail.because(Ended.BROKEN_OFF);
      end();
      client.abort();
    }
  }

  @Override
  public void cancel() {
    if (!over) {
      upstream.reset();
      end();
    }
  }

  @Override
  public void timedOut() {
    exchange.trail.because(Ended.TUNNEL_IDLE);
    close();
  }

  @Override
  public void sweep(long now) {
    if (handle.retired() && !draining) {
      draining = true;
      drained.set(now, worker.settings.drain());
    }
    if (drained.hasPassed(now)) {
      exchange.trail.because(Ended.DRAINED);
      close();
    }
  }

  @Override
  public boolean isAnswering() {
    return false; // its bytes are no answer that could be incomplete
  }

  private void end() {
    over = true;
    worker.counters.leave(Counter.OPEN_TUNNELS);
    upstream.close();
    exchange.end();
  }
}
