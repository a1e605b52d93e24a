package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is sent past Netty's queue arrives as if it had gone through it. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DirectWriterTest {

  private static final int LONG = 20_000;

  private final DirectIo direct = new DirectIo(System::nanoTime);
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, executor -> new EpollLoop(executor, direct));
  @AutoClose private final ServerSocket server = listen();
  private final DirectWriter writer = direct.writer;

  DirectWriterTest() throws IOException {}

  @AfterEach
  void release() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    direct.release();
  }

  @Test
  void waitsForTheEndOfARound() throws Exception {
    Channel one = connect();
    try (Socket peer = server.accept()) {
      assertThat(peer.getInputStream().available()).isZero();
      onLoop(() -> {
        writer.beginRound();
        send(one, "gathered ");
        assertThat(peer.getInputStream().available()).isZero();
        writer.endRound();
        send(one, "at once");
      });
      assertThat(read(peer, 16)).isEqualTo("gathered at once");
    }
  }

  @Test
  void keepsTheOrderWithWhatGoesThroughTheQueue() throws Exception {
    Channel one = connect();
    Channel other = connect();
    try (Socket peer = server.accept();
        Socket otherPeer = server.accept()) {
      String between = "-".repeat(LONG);
      onLoop(() -> {
        writer.beginRound();
        send(one, "first");
        send(other, "another's");
        send(one, between);
        send(one, "last");
        writer.endRound();
      });
      assertThat(read(peer, LONG + 9)).isEqualTo("first" + between + "last");
      assertThat(read(otherPeer, 9)).isEqualTo("another's");
    }
  }

  @Test
  void queuesWhatTheSocketDoesNotTake() throws Exception {
    Channel one = connect();
    int messages = 3_000;
    try (Socket peer = server.accept()) {
      StringBuilder all = new StringBuilder();
      for (int round = 0; round < 100; round++) {
        int from = round * (messages / 100);
        onLoop(() -> {
          writer.beginRound();
          for (int i = from; i < from + messages / 100; i++) {
            String message = i + "|" + "x".repeat(5_000) + ";";
            all.append(message);
            send(one, message);
          }
          writer.endRound();
        });
      }
      assertThat(one.isWritable()).isFalse();
      assertThat(read(peer, all.length())).isEqualTo(all.toString());
    }
  }

  @Test
  void keepsTheOrderForAPeerThatReadsMeanwhile() throws Exception {
    Channel one = connect();
    one.config().setOption(ChannelOption.SO_SNDBUF, 8_192);
    int messages = 20_000;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < messages; i++) {
      all.append(i).append("x".repeat(1_000)).append(';');
    }
    try (Socket peer = server.accept()) {
      CompletableFuture<String> read =
          CompletableFuture.supplyAsync(() -> readAll(peer, all.length()));
      for (int round = 0; round < messages / 20; round++) {
        int from = round * 20;
        onLoop(() -> {
          writer.beginRound();
          for (int i = from; i < from + 20; i++) {
            send(one, i + "x".repeat(1_000) + ";");
          }
          writer.endRound();
        });
      }
      assertThat(read.get().equals(all.toString())).isTrue();
    }
  }

  /** Short ones go the short way, the others through the queue. */
  @Test
  void keepsTheOrderOfThePartsOfABody() throws Exception {
    Channel one = connect();
    StringBuilder all = new StringBuilder();
    Random random = new Random(5);
    try (Socket peer = server.accept()) {
      for (int round = 0; round < 50; round++) {
        onLoop(() -> {
          ReplayBuffer body = new ReplayBuffer(new Kept(new ReadBuffers(), LONG));
          writer.beginRound();
          send(one, "head");
          all.append("head");
          for (int i = 0; i < 20; i++) {
            String part = i + "x".repeat(random.nextInt(random.nextBoolean() ? 10 : 3_000)) + ";";
            all.append(part);
            body.add(one.alloc().buffer().writeBytes(part.getBytes(US_ASCII)));
            if (body.writeTo(one, writer) && random.nextBoolean()) {
              writer.flush();
              one.flush();
            }
          }
          writer.endRound();
          one.flush();
          body.clear();
        });
      }
      assertThat(read(peer, all.length()).equals(all.toString())).isTrue();
    }
  }

  @Test
  void sendsNothingToWhoeverHasTheNumberOfAClosedConnection() throws Exception {
    EpollSocketChannel closed = connect();
    try (Socket peer = server.accept()) {
      onLoop(() -> {
        writer.beginRound();
        send(closed, "a secret");
        closed.close();
        EpollSocketChannel next = new EpollSocketChannel();
        assertThat(next.fd().intValue()).isEqualTo(closed.fd().intValue());
        next.pipeline().addLast(new Ending());
        loop.next().register(next);
        next.connect(server.getLocalSocketAddress())
            .addListener(connected -> send(next, "its own"));
        writer.endRound();
      });
      assertThat(peer.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket peer = server.accept()) {
      assertThat(read(peer, 7)).isEqualTo("its own");
    }
  }

  @Test
  void keepsTheOrderOfMoreThanCanBeGathered() throws Exception {
    Channel one = connect();
    StringBuilder all = new StringBuilder();
    try (Socket peer = server.accept()) {
      onLoop(() -> {
        writer.beginRound();
        for (int i = 0; i < 100; i++) {
          all.append(i).append(';');
          send(one, i + ";");
        }
        writer.endRound();
      });
      assertThat(read(peer, all.length())).isEqualTo(all.toString());
    }
  }

  @Test
  void aConnectionForWhichThereIsNoMemoryEndsAlone() throws Exception {
    Channel one = connect();
    Channel other = connect();
    one.config().setAllocator(new NoMemory());
    try (Socket peer = server.accept();
        Socket otherPeer = server.accept()) {
      onLoop(() -> {
        String message = "x".repeat(8_000);
        writer.beginRound();
        while (one.isOpen()) { // until the socket takes no more
          send(one, message);
          writer.flush();
        }
        send(other, "well");
        writer.endRound();
      });
      assertThat(read(otherPeer, 4)).isEqualTo("well");
      assertThat(peer.isClosed()).isFalse();
    }
  }

  /** Somebody who is told of a failure may send, too, after all that waited has left. */
  @Test
  void whatIsSentBecauseOfAFailureLeavesAtTheEndOfTheRound() throws Exception {
    Channel one = connect();
    Channel other = connect();
    one.config().setAllocator(new NoMemory());
    one.pipeline()
        .addFirst(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                writer.flush();
                send(other, "after");
                ctx.fireExceptionCaught(cause);
              }
            });
    try (Socket peer = server.accept();
        Socket otherPeer = server.accept()) {
      onLoop(() -> {
        String message = "x".repeat(8_000);
        while (one.isOpen()) {
          writer.beginRound();
          send(one, message);
          writer.flush();
          writer.endRound();
        }
      });
      assertThat(read(otherPeer, 5)).isEqualTo("after");
      assertThat(peer.isClosed()).isFalse();
    }
  }

  private void send(Channel channel, String message) {
    ByteBuf in = Unpooled.copiedBuffer(message, US_ASCII);
    writer.send(channel, in, in.readableBytes());
    assertThat(in.isReadable()).isFalse();
    in.release();
  }

  private static String readAll(Socket peer, int count) {
    try {
      return read(peer, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Socket peer, int count) throws IOException {
    return new String(peer.getInputStream().readNBytes(count), US_ASCII);
  }

  private EpollSocketChannel connect() throws InterruptedException {
    return (EpollSocketChannel)
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .handler(new Ending())
            .connect(server.getLocalSocketAddress())
            .sync()
            .channel();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /** Ends a connection that has failed. */
  private static final class Ending extends ChannelInboundHandlerAdapter {

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private void onLoop(Task task) throws Exception {
    loop.next()
        .submit(() -> {
          task.run();
          return true;
        })
        .get();
  }
}
