package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class TransportTest {

  private static final Path DEFAULT = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final InetSocketAddress ELSEWHERE =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);

  private final Transport transport = Transports.usable();
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final DirectIo direct = new DirectIo(System::nanoTime);
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, loop -> transport.handler(loop, direct));

  @BeforeEach
  void theTransportCanTell() {
    Transports.skipNio();
  }

  @AfterEach
  void end() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    direct.release();
  }

  /** A connection that is accepted has what its listener has. */
  @Test
  void onLoopbackNothingIsDoneAgainstCongestion() throws Exception {
    Channel listener = listen();
    Transport.easeOnLoopback(listener, LOOPBACK);
    Channel client = connect(listener);
    Channel served = accepted.take();
    assertThat(congestionControl(served)).isEqualTo("reno");
    assertThat(congestionControl(client)).isEqualTo(machines());

    Transport.easeOnLoopback(client, LOOPBACK);
    assertThat(congestionControl(client)).isEqualTo("reno");
  }

  @Test
  void elsewhereTheMachineDecides() throws Exception {
    Channel listener = listen();
    Transport.easeOnLoopback(listener, ELSEWHERE);
    Transport.easeOnLoopback(listener, InetSocketAddress.createUnresolved("nowhere", 1));
    assertThat(congestionControl(listener)).isEqualTo(machines());
  }

  private Channel listen() {
    return new ServerBootstrap()
        .group(loops)
        .channel(transport.listener())
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                accepted.add(channel);
              }
            })
        .bind(LOOPBACK)
        .syncUninterruptibly()
        .channel();
  }

  private Channel connect(Channel listener) {
    return new Bootstrap()
        .group(loops)
        .channel(transport.connection())
        .handler(new ChannelInboundHandlerAdapter())
        .connect(listener.localAddress())
        .syncUninterruptibly()
        .channel();
  }

  /** As much of the name as the option has room for. */
  private static String congestionControl(Channel channel) {
    ByteBuffer name = channel.config().getOption(Transport.CONGESTION_CONTROL);
    return US_ASCII.decode(name).toString().replace("\0", "");
  }

  private static String machines() throws Exception {
    String name = Files.readString(DEFAULT).strip();
    return name.substring(0, Math.min(name.length(), "reno".length()));
  }
}
