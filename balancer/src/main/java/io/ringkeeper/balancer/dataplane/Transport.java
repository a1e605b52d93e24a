package io.ringkeeper.balancer.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.channel.uring.IoUringTcpInfo;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    IoHandler handler(ThreadAwareExecutor loop, DirectIo direct) {
      return new EpollLoop(loop, direct);
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
    void limitUnsent(SocketChannel channel) {
      limit(channel, EpollChannelOption.TCP_NOTSENT_LOWAT);
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
    IoHandler handler(ThreadAwareExecutor loop, DirectIo direct) {
      return IoUringIoHandler.newFactory().newHandler(loop);
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
    void limitUnsent(SocketChannel channel) {
      limit(channel, IoUringChannelOption.TCP_NOTSENT_LOWAT);
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
    IoHandler handler(ThreadAwareExecutor loop, DirectIo direct) {
      return NioIoHandler.newFactory().newHandler(loop);
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
    void limitUnsent(SocketChannel channel) {
      // the JDK cannot
    }

    @Override
    TcpState tcpState() {
      return channel -> TcpState.ESTABLISHED; // the JDK does not ask
    }
  };

  /**
   * In bytes: how much the kernel keeps for a peer beyond what it may send now. Without a limit
   * that is megabytes for each client that does not read, and a few thousand of them use up the
   * memory that the kernel has for all connections of the machine.
   */
  static final long MOST_UNSENT = 128 * 1024;

  /** The kernel's simplest congestion control, which it always has and hardly anybody forbids. */
  private static final String RENO = "reno";

  /** Linux: {@code TCP_CONGESTION} of {@code IPPROTO_TCP}. */
  static final ChannelOption<ByteBuffer> CONGESTION_CONTROL =
      new RawUnixChannelOption("TCP_CONGESTION", 6, 13, RENO.length());

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

  /** The part of an event loop that speaks with the kernel. */
  abstract IoHandler handler(ThreadAwareExecutor loop, DirectIo direct);

  abstract Class<? extends ServerSocketChannel> listener();

  abstract Class<? extends SocketChannel> connection();

  /** Keeps the kernel from taking more than {@link #MOST_UNSENT} ahead of the peer, if it can. */
  abstract void limitUnsent(SocketChannel channel);

  abstract TcpState tcpState();

  /**
   * Has a channel do without what the machine does against congestion, if it is bound or will be
   * connected to the loopback interface: there is no queue that could fill, and to measure and to
   * pace costs as much as some of our own work. A listener hands it on to what it accepts.
   */
  static void easeOnLoopback(Channel channel, InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    if (ip != null && ip.isLoopbackAddress()) {
      set(channel, CONGESTION_CONTROL, ByteBuffer.wrap(RENO.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static void limit(SocketChannel channel, ChannelOption<Long> option) {
    set(channel, option, MOST_UNSENT);
  }

  /** A kernel that has no such option is no reason to refuse a client. */
  private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
    try {
      channel.config().setOption(option, value);
    } catch (ChannelException e) {
      // it stays as it is
    }
  }

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
