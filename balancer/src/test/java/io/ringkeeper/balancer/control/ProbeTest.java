package io.ringkeeper.balancer.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.ringkeeper.balancer.time.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is our own trouble. The rest is asked of the {@link ProberTest}. */
class ProbeTest {

  private record Ended(Probe.Result result, boolean onLoop) {}

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void saysNothingOfAReplicaWhenThereIsNoSocketLeft() throws Exception {
    Supplier<Channel> noSockets =
        () -> {
          throw new ChannelException("Too many open files");
        };

    assertThat(probe(noSockets)).isEqualTo(new Ended(new Probe.Inconclusive(), true));
  }

  @Test
  void saysNothingOfAReplicaWhenThereIsNoPortLeft() throws Exception {
    InetSocketAddress notOurs = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);
    Supplier<Channel> noPorts =
        () ->
            new NioSocketChannel() {
              @Override
              protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local)
                  throws Exception {
                return super.doConnect(remote, notOurs);
              }
            };

    assertThat(probe(noPorts)).isEqualTo(new Ended(new Probe.Inconclusive(), true));
  }

  @Test
  void beginsWithWhatConnectionsBeginWith() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      Duration timeout = Duration.ofSeconds(10);
      ProbeSettings settings = new ProbeSettings("/up", timeout, timeout, "\r\n\0\u00ff");
      loop.execute(() ->
          new Probe(Probe.Target.of(address, settings), Clock.system(), (_, _) -> {})
              .run(NioSocketChannel::new, loop));
      try (Socket connection = server.accept()) {
        byte[] wanted = "\r\n\0\u00ffGET /up HTTP/1.1\r\n".getBytes(ISO_8859_1);
        assertThat(connection.getInputStream().readNBytes(wanted.length)).isEqualTo(wanted);
      }
    }
  }

  @Test
  void readsOnWhereverAnAnswerIsCut() {
    byte[] answer = ("HTTP/1.1 103 Early Hints\r\n\r\n" + ProbeServer.OK).getBytes(ISO_8859_1);
    Duration timeout = Duration.ofSeconds(2);
    Probe.Target target =
        Probe.Target.of(new InetSocketAddress(1), new ProbeSettings("/", timeout, timeout));
    for (int cut = 0; cut <= answer.length; cut++) {
      List<Probe.Result> results = new ArrayList<>();
      EmbeddedChannel channel =
          new EmbeddedChannel(
              new Probe(target, Clock.system(), (result, _) -> results.add(result)));
      channel.writeInbound(Unpooled.copiedBuffer(answer, 0, cut));
      channel.writeInbound(Unpooled.copiedBuffer(answer, cut, answer.length - cut));
      assertThat(results).as("cut at " + cut).containsExactly(new Probe.Passed());
    }
  }

  private Ended probe(Supplier<Channel> sockets) throws Exception {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      Duration timeout = Duration.ofSeconds(2);
      Probe.Target target =
          Probe.Target.of(server.address(), new ProbeSettings("/", timeout, timeout));
      loop.execute(() ->
          new Probe(
                  target,
                  Clock.system(),
                  (result, _) -> ended.complete(new Ended(result, loop.inEventLoop())))
              .run(sockets, loop));
      return ended.get(10, TimeUnit.SECONDS);
    }
  }
}
