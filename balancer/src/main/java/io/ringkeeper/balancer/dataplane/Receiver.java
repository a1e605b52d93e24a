package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Takes what a connection receives: from Netty's pipeline, and from a {@link DirectReader} where
 * there is one. Confined to the connection's event loop.
 */
abstract class Receiver extends ChannelInboundHandlerAdapter {

  private final DirectIo direct;

  Receiver(DirectIo direct) {
    this.direct = direct;
  }

  /** Whether it is in the middle of a message, so that others may be dealt with before. */
  abstract boolean mayWait();

  /** Takes bytes over, in the order in which they came, and releases them. */
  abstract void received(ByteBuf in);

  /** That was all there is for now. */
  abstract void receivedAll();

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    direct.readFor(ctx.channel(), this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    direct.leave(ctx.channel(), this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    received((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    receivedAll();
  }
}
