package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is read past Netty's pipeline is what would have come through it. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DirectReaderTest {

  private long nanos;
  private volatile long step;

  /** Each look at the clock takes that long. */
  private final DirectIo direct = new DirectIo(() -> nanos += step);

  private final ReadBuffers buffers = new ReadBuffers();
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, executor -> new EpollLoop(executor, direct));
  @AutoClose private final ServerSocket server = listen();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private @Nullable Channel taken;

  DirectReaderTest() throws IOException {}

  @AfterEach
  void release() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    buffers.release();
    direct.release();
  }

  @Test
  void givesWhatIsShortToItsReceiverWithoutThePipeline() throws Exception {
    connect(
        new Taker() {
          @Override
          public void channelRead(ChannelHandlerContext ctx, Object message) {
            throw new AssertionError("it came through the pipeline");
          }

          @Override
          public void channelReadComplete(ChannelHandlerContext ctx) {
            events.add("nothing more");
          }
        });
    try (Socket peer = server.accept()) {
      send(peer, "short");
      assertThat(event()).isEqualTo("short");
      assertThat(event()).isEqualTo("all");
      peer.shutdownOutput();
      assertThat(event()).as("an end comes through the pipeline").isEqualTo("nothing more");
      assertThat(event()).isEqualTo("inactive");
    }
  }

  @Test
  void whatIsLongIsReadByNettyFromThenOn() throws Exception {
    Channel channel = connect(new Taker());
    Reading reading = channel.config().getRecvByteBufAllocator();
    try (Socket peer = server.accept()) {
      String message = "m".repeat(6_000);
      for (int i = 0; i < 3; i++) {
        send(peer, message);
        StringBuilder all = new StringBuilder();
        while (all.length() < message.length()) {
          all.append(event().replace("all", ""));
        }
        assertThat(all.toString()).isEqualTo(message);
        loop.submit(() -> assertThat(reading.isShort()).isFalse()).get();
      }
    }
  }

  @Test
  void anErrorOfAReceiverEndsItsConnectionAlone() throws Exception {
    connect(
        new Taker() {
          @Override
          void received(ByteBuf in) {
            in.release();
            throw new AssertionError("of the test");
          }
        });
    try (Socket peer = server.accept()) {
      send(peer, "anything");
      assertThat(event()).isEqualTo("java.lang.AssertionError: of the test");
      assertThat(event()).isEqualTo("inactive");
      assertThat(peer.getInputStream().read()).isEqualTo(-1);
    }
    connect(new Taker());
    try (Socket peer = server.accept()) {
      send(peer, "the loop lives");
      assertThat(event()).isEqualTo("the loop lives");
    }
  }

  @Test
  void whoTakesAConnectionOverIsToldThatAllIsRead() throws Exception {
    Taker second = new Taker();
    connect(
        new Taker() {
          @Override
          void received(ByteBuf in) {
            channel().pipeline().replace(this, null, second);
            super.received(in);
          }

          @Override
          void receivedAll() {
            throw new AssertionError("it has gone");
          }
        });
    try (Socket peer = server.accept()) {
      send(peer, "one");
      assertThat(event()).isEqualTo("one");
      assertThat(event()).isEqualTo("all");
      send(peer, "two");
      assertThat(event()).isEqualTo("two");
    }
  }

  @Test
  void nobodyIsGivenMoreWhileHeIsNotToBeRead() throws Exception {
    connect(
        new Taker() {
          @Override
          void received(ByteBuf in) {
            channel().config().setAutoRead(false);
            super.received(in);
          }
        });
    try (Socket peer = server.accept()) {
      String filling = "f".repeat(ReadBuffers.SIZES[0]);
      send(peer, filling + "rest");
      assertThat(event()).isEqualTo(filling);
      assertThat(event()).isEqualTo("all");
      assertThat(events.poll(100, TimeUnit.MILLISECONDS)).isNull();
      loop.submit(() -> Objects.requireNonNull(taken).config().setAutoRead(true)).get();
      assertThat(event()).isEqualTo("rest");
    }
  }

  @Test
  void whatARoundSendsLeavesAtItsEnd() throws Exception {
    EpollSocketChannel other = connect(new Taker());
    try (Socket otherPeer = server.accept()) {
      connect(
          new Taker() {
            @Override
            void received(ByteBuf in) {
              direct.writer.send(other, in, in.readableBytes());
              in.release();
              events.add("in the round " + available(otherPeer));
            }
          });
      try (Socket peer = server.accept()) {
        send(peer, "passed on");
        assertThat(event()).isEqualTo("in the round 0");
        assertThat(new String(otherPeer.getInputStream().readNBytes(9), US_ASCII))
            .isEqualTo("passed on");
      }
    }
  }

  @Test
  void whatWasGatheredLeavesBeforeNettyWorks() throws Exception {
    EpollSocketChannel other = connect(new Taker());
    try (Socket otherPeer = server.accept()) {
      EpollIoHandle netty =
          new EpollIoHandle() {
            @Override
            public FileDescriptor fd() {
              return other.fd();
            }

            @Override
            public void handle(IoRegistration registration, IoEvent event) {
              events.add("before Netty " + available(otherPeer));
            }

            @Override
            public void close() {}
          };
      DirectReader nobodys = new DirectReader(netty, direct);
      EpollIoEvent readable = () -> EpollIoOps.EPOLLIN;
      loop.submit(
              () -> {
                direct.writer.beginRound();
                ByteBuf in = Unpooled.copiedBuffer("short", US_ASCII);
                direct.writer.send(other, in, in.readableBytes());
                in.release();
                nobodys.handle(new NoRegistration(), readable);
                direct.writer.endRound();
              })
          .get();
      assertThat(event()).isEqualTo("before Netty 5");
    }
  }

  @Test
  void whoIsInTheMiddleOfAMessageWaitsForOthers() throws Exception {
    connect(new Waiter());
    try (Socket slow = server.accept()) {
      connect(new Taker());
      try (Socket fast = server.accept()) {
        inOneRound(() -> {
          send(slow, "slow");
          send(fast, "fast");
        });
        assertThat(message()).isEqualTo("fast");
        assertThat(message()).isEqualTo("slow");
      }
    }
  }

  @Test
  void allHaveTheirTurnThoughNothingElseHappens() throws Exception {
    List<Socket> peers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      connect(new Waiter());
      peers.add(server.accept());
    }
    // one turn for each round of the loop
    step = 2 * SlowLane.MOST_NANOS;
    inOneRound(() -> {
      for (Socket peer : peers) {
        send(peer, "one");
      }
    });
    for (int i = 0; i < peers.size(); i++) {
      assertThat(message()).isEqualTo("one");
    }
    for (Socket peer : peers) {
      peer.close();
    }
  }

  @Test
  void whatComesWhileItWaitsIsDealtWithInItsTurn() throws Exception {
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    connect(first);
    try (Socket firstPeer = server.accept()) {
      connect(second);
      Socket secondPeer = server.accept();
      step = 2 * SlowLane.MOST_NANOS;
      first.then =
          () -> {
            secondPeer.close(); // its end comes in the next round, in which it has its turn
            return null;
          };
      inOneRound(() -> {
        send(firstPeer, "first");
        send(secondPeer, "second");
      });
      assertThat(message()).isEqualTo("first");
      assertThat(message()).isEqualTo("second");
      assertThat(message()).isEqualTo("inactive");
    }
  }

  @Test
  void whoIsClosedHasNoTurn() throws Exception {
    Waiter second = new Waiter();
    Waiter first = new Waiter();
    connect(first);
    try (Socket firstPeer = server.accept()) {
      Channel closed = connect(second);
      try (Socket secondPeer = server.accept()) {
        first.then = closed::close;
        inOneRound(() -> {
          send(firstPeer, "first");
          send(secondPeer, "second");
        });
        assertThat(List.of(event(), event(), event())).containsExactly("first", "all", "inactive");
        loop.submit(() -> {}).get(); // a round later
        assertThat(events).isEmpty();
      }
    }
  }

  /** The loop finds all of this at once. */
  private void inOneRound(Sending sending) throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    Future<Boolean> held = loop.submit(() -> sent.await(10, TimeUnit.SECONDS));
    sending.send();
    sent.countDown();
    assertThat(held.get()).isTrue();
  }

  private interface Sending {
    void send() throws IOException;
  }

  /** Is always in the middle of a message. */
  private final class Waiter extends Taker {

    private Callable<?> then = () -> "nothing";

    @Override
    boolean mayWait() {
      return true;
    }

    @Override
    void received(ByteBuf in) {
      try {
        then.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      super.received(in);
    }
  }

  private static final class NoRegistration implements IoRegistration {

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
      return true;
    }

    @Override
    public boolean cancel() {
      return true;
    }
  }

  /** Tells of all that happens. */
  private class Taker extends Receiver {

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

  private String event() throws InterruptedException {
    return events.take();
  }

  /** The next event that is more than the end of what there is. */
  private String message() throws InterruptedException {
    String event = event();
    while (event.equals("all")) {
      event = event();
    }
    return event;
  }

  private static void send(Socket peer, String message) throws IOException {
    peer.getOutputStream().write(message.getBytes(US_ASCII));
  }

  private static int available(Socket peer) {
    try {
      return peer.getInputStream().available();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private EpollSocketChannel connect(Receiver receiver) throws InterruptedException {
    return (EpollSocketChannel)
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .handler(receiver)
            .connect(server.getLocalSocketAddress())
            .sync()
            .channel();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }
}
