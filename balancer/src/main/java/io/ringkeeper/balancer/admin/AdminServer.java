package io.ringkeeper.balancer.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringkeeper.balancer.http.HttpDate;
import io.ringkeeper.balancer.time.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The admin port, on an event loop of its own: it may hang or die without a request noticing. A
 * library's codec does here, because this port is for operators and carries no traffic.
 */
public final class AdminServer implements AutoCloseable {

  private static final int IDLE_SECONDS = 60;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("admin", true), NioIoHandler.newFactory());
  private final AdminEndpoints endpoints;

  private final HttpDate date;
  private final ChannelHandler failures;

  /**
   * A server that has yet to listen.
   *
   * @param failures hears of connections that cannot be accepted
   */
  public AdminServer(AdminEndpoints endpoints, WallClock wallClock, ChannelHandler failures) {
    this.endpoints = endpoints;
    this.date = new HttpDate(wallClock);
    this.failures = failures;
  }

  /**
   * Opens the port.
   *
   * @return the address, with the port that was chosen if 0 was asked for
   * @throws IOException if it cannot be opened; the message says why
   */
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpServerKeepAliveHandler())
                        .addLast(new BodyCollector(date))
                        .addLast(new AdminHandler(endpoints, date));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    bound.channel().pipeline().addLast(failures);
    return (InetSocketAddress) bound.channel().localAddress();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
