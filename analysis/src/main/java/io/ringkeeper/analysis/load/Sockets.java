package io.ringkeeper.analysis.load;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How event loops speak with the kernel: epoll where there is one, and the JDK's way elsewhere. */
final class Sockets {

  private static final boolean EPOLL = Epoll.isAvailable();

  private Sockets() {}

  static IoHandlerFactory handlers() {
    return EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  static Class<? extends SocketChannel> type() {
    return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }
}
