package io.ringkeeper.analysis.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, which has another when this is no more. What still happens to it when
 * the client has let it go concerns nobody.
 */
final class Wire extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

  private @Nullable Client client;
  private @Nullable Channel channel;

  Wire(Client client) {
    this.client = client;
  }

  /** Whether a request can be sent on it. */
  boolean isOpen() {
    return channel != null && channel.isActive();
  }

  /** Sends what was made of buffers of its allocator. */
  ByteBuf buffer(int bytes) {
    return open().alloc().directBuffer(bytes);
  }

  void write(ByteBuf part) {
    open().write(part, open().voidPromise());
  }

  void flush() {
    open().flush();
  }

  private Channel open() {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("there is no connection yet");
    }
    return open;
  }

  /** The client wants no more of it. */
  void drop() {
    client = null;
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }

  /** It is connected, or it is not. */
  @Override
  public void operationComplete(ChannelFuture connected) {
    Client wanting = client;
    channel = connected.channel();
    if (wanting == null) {
      connected.channel().close();
    } else if (connected.isSuccess()) {
      wanting.connected();
    } else {
      Throwable cause = connected.cause();
      wanting.notConnected(cause == null ? LoadError.OTHER : Causes.ofConnecting(cause));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (client != null) {
        client.received(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (client != null) {
      client.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (client != null) {
      client.broken(Causes.ofTalking(cause));
    }
    context.close();
  }
}
