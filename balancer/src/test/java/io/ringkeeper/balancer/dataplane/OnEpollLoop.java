package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;

/** Connections of an event loop, and what happens to them. */
abstract class OnEpollLoop {

  long nanos;
  volatile long step;

  /** Each look at the clock takes that long. */
  final DirectIo direct = new DirectIo(() -> nanos += step);

  final ReadBuffers buffers = new ReadBuffers();
  final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, executor -> new EpollLoop(executor, direct));
  @AutoClose final ServerSocket server = listen();
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  @Nullable Channel taken;

  OnEpollLoop() throws IOException {}

  @AfterEach
  void release() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    buffers.release();
    direct.release();
  }

  /** The loop finds all of this at once. */
  final void inOneRound(Sending sending) throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    Future<Boolean> held = loop.submit(() -> sent.await(10, TimeUnit.SECONDS));
    sending.send();
    sent.countDown();
    assertThat(held.get()).isTrue();
  }

  interface Sending {
    void send() throws IOException;
  }

  /** Tells of all that happens. */
  class Taker extends Receiver {

    Taker() {
      super(direct);
    }

    final Channel channel() {
      return Objects.requireNonNull(taken);
    }

    @Override
    boolean mayWait() {
      return false;
    }

    @Override
    void received(ByteBuf in) {
      events.add(in.toString(US_ASCII));
      in.release();
    }

    @Override
    void receivedAll() {
      events.add("all");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      taken = ctx.channel();
      taken.config().setRecvByteBufAllocator(new Reading(taken, buffers));
      super.handlerAdded(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      events.add(cause.toString());
      ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      events.add("inactive");
    }
  }

  /** In Netty's place, both as what it has for a connection and as its registration. */
  class Registered implements EpollIoHandle, IoRegistration {

    /** When it is not valid any more, its number may be another's. */
    boolean valid = true;

    @Override
    public FileDescriptor fd() {
      throw new AssertionError("not to be touched");
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      events.add("handled");
    }

    @Override
    public void close() {}

    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"}) // the signature is Netty's
    public <T> T attachment() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long submit(IoOps ops) {
      return 0;
    }

    @Override
    public boolean isValid() {
      return valid;
    }

    @Override
    public boolean cancel() {
      return true;
    }
  }

  final String event() throws InterruptedException {
    return events.take();
  }

  /** The next event that is more than the end of what there is. */
  final String message() throws InterruptedException {
    String event = event();
    while (event.equals("all")) {
      event = event();
    }
    return event;
  }

  static void send(Socket peer, String message) throws IOException {
    peer.getOutputStream().write(message.getBytes(US_ASCII));
  }

  static int available(Socket peer) {
    try {
      return peer.getInputStream().available();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  final EpollSocketChannel connect(Receiver receiver) throws InterruptedException {
    return (EpollSocketChannel)
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .handler(receiver)
            .connect(server.getLocalSocketAddress())
            .sync()
            .channel();
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }
}
