package io.ringkeeper.balancer.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.channel.uring.IoUringTcpInfo;
import java.util.Optional;

/** How event loops speak with the kernel. Immutable; what is not used is not loaded. */
public enum Transport {
  /** Linux, for every kernel. */
  EPOLL {
    @Override
    Optional<Throwable> obstacle() {
      return Optional.ofNullable(Epoll.unavailabilityCause());
    }

    @Override
    IoHandlerFactory handlers() {
      return new EpollLoops();
    }

    @Override
    Class<? extends ServerSocketChannel> listener() {
      return EpollServerSocketChannel.class;
    }

    @Override
    Class<? extends SocketChannel> connection() {
      return EpollSocketChannel.class;
    }

    @Override
    TcpState tcpState() {
      EpollTcpInfo info = new EpollTcpInfo();
      return channel -> {
        ((EpollSocketChannel) channel).tcpInfo(info);
        return info.state();
      };
    }
  },
  /** Linux, where the kernel has it and nobody forbids it, as containers often do. */
  IO_URING {
    @Override
    Optional<Throwable> obstacle() {
      return Optional.ofNullable(IoUring.unavailabilityCause());
    }

    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerSocketChannel> listener() {
      return IoUringServerSocketChannel.class;
    }

    @Override
    Class<? extends SocketChannel> connection() {
      return IoUringSocketChannel.class;
    }

    @Override
    TcpState tcpState() {
      IoUringTcpInfo info = new IoUringTcpInfo();
      return channel -> {
        ((IoUringSocketChannel) channel).tcpInfo(info);
        return info.state();
      };
    }
  },
  /** The JDK's own, everywhere. */
  NIO {
    @Override
    Optional<Throwable> obstacle() {
      return Optional.empty();
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Class<? extends ServerSocketChannel> listener() {
      return NioServerSocketChannel.class;
    }

    @Override
    Class<? extends SocketChannel> connection() {
      return NioSocketChannel.class;
    }

    @Override
    TcpState tcpState() {
      return channel -> TcpState.ESTABLISHED; // the JDK does not ask
    }
  };

  /** What the kernel says of a connection. Confined to one event loop. */
  @FunctionalInterface
  interface TcpState {

    /** Neither end has been closed. */
    int ESTABLISHED = 1;

    /** The state, as {@code TCP_INFO} has it. */
    int of(Channel channel);
  }

  /** Why it cannot be used here, if so. */
  abstract Optional<Throwable> obstacle();

  abstract IoHandlerFactory handlers();

  abstract Class<? extends ServerSocketChannel> listener();

  abstract Class<? extends SocketChannel> connection();

  abstract TcpState tcpState();

  /** The one that is used where nobody says which. */
  public static Transport best() {
    return EPOLL.obstacle().isEmpty() ? EPOLL : NIO;
  }

  /** Why it cannot be used here, in a few words; empty if it can. */
  public Optional<String> whyNot() {
    return obstacle().map(Transport::reason);
  }

  /** A library's error says the least at the top. */
  private static String reason(Throwable obstacle) {
    Throwable cause = obstacle;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
