package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.ringkeeper.balancer.time.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    Bootstrap noSockets =
        new Bootstrap()
            .channelFactory(() -> {
              throw new ChannelException("Too many open files");
            });

    assertThat(probe(noSockets)).isEqualTo(new Ended(new Probe.Inconclusive(), true));
  }

  @Test
  void saysNothingOfAReplicaWhenThereIsNoPortLeft() throws Exception {
    InetSocketAddress notOurs = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);
    Bootstrap noPorts = new Bootstrap().channel(NioSocketChannel.class).localAddress(notOurs);

    assertThat(probe(noPorts)).isEqualTo(new Ended(new Probe.Inconclusive(), true));
  }

  private Ended probe(Bootstrap bootstrap) throws Exception {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      Duration timeout = Duration.ofSeconds(2);
      Probe.Target target =
          new Probe.Target(server.address(), new ProbeSettings("/", timeout, timeout));
      loop.execute(() ->
          new Probe(
                  target,
                  Clock.system(),
                  (result, _) -> ended.complete(new Ended(result, loop.inEventLoop())))
              .run(bootstrap.group(loop), loop));
      return ended.get(10, TimeUnit.SECONDS);
    }
  }
}
