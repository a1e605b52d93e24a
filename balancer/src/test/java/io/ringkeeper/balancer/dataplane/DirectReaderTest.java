package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is read past Netty's pipeline is what would have come through it. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DirectReaderTest extends OnEpollLoop {

  DirectReaderTest() throws IOException {}

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
      Registered netty =
          new Registered() {
            @Override
            public FileDescriptor fd() {
              return other.fd();
            }

            @Override
            public void handle(IoRegistration registration, IoEvent event) {
              events.add("before Netty " + available(otherPeer));
            }
          };
      DirectReader nobodys = new DirectReader(netty, direct);
      EpollIoEvent readable = () -> EpollIoOps.EPOLLIN;
      loop.submit(
              () -> {
                direct.writer.beginRound();
                ByteBuf in = Unpooled.copiedBuffer("short", US_ASCII);
                direct.writer.send(other, in, in.readableBytes());
                in.release();
                nobodys.handle(netty, readable);
                direct.writer.endRound();
              })
          .get();
      assertThat(event()).isEqualTo("before Netty 5");
    }
  }
}
