package io.ringkeeper.balancer.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is our own trouble, and how bytes go. The rest is asked of the {@link ProberTest}. */
class ProbeTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Ended OUR_TROUBLE = new Ended(new Probe.Inconclusive(), true);

  private record Ended(Probe.Result result, boolean onLoop) {}

  private final IoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final IoEventLoop loop = group.next();
  private final BlockingQueue<Ended> results = new LinkedBlockingQueue<>();
  private final List<SocketChannel> opened = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    assertThat(results).as("results beyond the first").isEmpty();
    assertThat(opened).noneMatch(SocketChannel::isOpen);
  }

  @Test
  void saysNothingOfAReplicaWhenThereIsNoSocketLeft() throws Exception {
    Probe.Sockets noSockets =
        () -> {
          throw new SocketException("Too many open files");
        };
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      run(target(server.address(), ""), noSockets, loop);

      assertThat(result()).isEqualTo(OUR_TROUBLE);
    }
  }

  @Test
  void saysNothingOfAReplicaWhenThereIsNoPortLeft() throws Exception {
    try (ProbeServer server = new ProbeServer("");
        SocketChannel other = reusing(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      other.connect(server.address());
      InetSocketAddress taken = (InetSocketAddress) other.getLocalAddress();
      run(target(server.address(), ""), () -> reusing(taken), loop);

      assertThat(result()).isEqualTo(OUR_TROUBLE);
    }
  }

  @Test
  void saysNothingOfAReplicaWhenTheLoopTakesNoSocket() throws Exception {
    try (ProbeServer server = new ProbeServer("");
        IoEventLoopGroup others = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory())) {
      run(target(server.address(), ""), SocketChannel::open, others.next());

      assertThat(result().result()).isEqualTo(new Probe.Inconclusive());
    }
  }

  @Test
  void waitsUntilItIsConnected() throws Exception {
    List<SocketChannel> others = new ArrayList<>();
    List<AutoCloseable> all = new ArrayList<>();
    try (ServerSocket server = server()) {
      while (others.isEmpty() || others.getLast().finishConnect()) { // until there is no room
        others.add(SocketChannel.open());
        others.getLast().configureBlocking(false);
        others.getLast().connect(addressOf(server));
      }
      all.addAll(others);
      run(target(addressOf(server), ""), SocketChannel::open, loop);
      loop.submit(() -> {}).get();
      for (int i = 0; i <= others.size(); i++) { // the kernel tries again, in any order
        Socket connection = server.accept();
        all.add(connection);
        connection.getOutputStream().write(ProbeServer.OK.getBytes(ISO_8859_1));
      }

      assertThat(result()).isEqualTo(new Ended(new Probe.Passed(), true));
    } finally {
      for (AutoCloseable one : all) {
        one.close();
      }
    }
  }

  @Test
  void saysWhyAReplicaIsOutOfReach() throws Exception {
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80);
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    run(target(elsewhere, ""), () -> reusing(here), loop); // nothing goes out from there

    assertThat(((Probe.Failed) result().result()).why())
        .matches("broken connection: \\w.*: /192\\.0\\.2\\.1:80");
  }

  @Test
  void saysHowAConnectionBroke() throws Exception {
    try (ServerSocket server = server()) {
      run(target(addressOf(server), ""), SocketChannel::open, loop);
      try (Socket connection = server.accept()) {
        connection.getInputStream().readNBytes(1); // it has asked
        connection.setSoLinger(true, 0); // resets it
      }

      assertThat(result())
          .isEqualTo(new Ended(new Probe.Failed("broken connection: Connection reset"), true));
    }
  }

  @Test
  void endsWithTheLoop() throws Exception {
    try (ServerSocket server = server()) {
      run(target(addressOf(server), ""), SocketChannel::open, loop);
      try (Socket connection = server.accept()) {
        connection.getInputStream().readNBytes(1);
        group.shutdownGracefully(200, 10_000, TimeUnit.MILLISECONDS);

        assertThat(result())
            .isEqualTo(new Ended(new Probe.Failed("closed without an answer"), true));
        connection.getInputStream().readAllBytes(); // comes to an end
      }
    }
  }

  @Test
  void beginsWithWhatConnectionsBeginWith() throws Exception {
    try (ServerSocket server = server()) {
      run(target(addressOf(server), "\r\n\0\u00ff"), SocketChannel::open, loop);
      try (Socket connection = server.accept()) {
        byte[] wanted = "\r\n\0\u00ffGET /up HTTP/1.1\r\n".getBytes(ISO_8859_1);
        assertThat(connection.getInputStream().readNBytes(wanted.length)).isEqualTo(wanted);
        connection.getOutputStream().write(ProbeServer.OK.getBytes(ISO_8859_1));

        assertThat(result()).isEqualTo(new Ended(new Probe.Passed(), true));
      }
    }
  }

  @Test
  void asksInPiecesWhatTheConnectionDoesNotTakeAtOnce() throws Exception {
    String question = "0123456789abcdef".repeat(1 << 20);
    try (ServerSocket server = server()) {
      run(target(addressOf(server), question), SocketChannel::open, loop);
      try (Socket connection = server.accept()) {
        byte[] wanted = (question + "GET /up HTTP/1.1\r\n").getBytes(ISO_8859_1);
        assertThat(connection.getInputStream().readNBytes(wanted.length)).isEqualTo(wanted);
        connection.getOutputStream().write(ProbeServer.OK.getBytes(ISO_8859_1));

        assertThat(result()).isEqualTo(new Ended(new Probe.Passed(), true));
      }
    }
  }

  @Test
  void hearsAnAnswerThatComesBeforeTheWholeQuestionIsAsked() throws Exception {
    try (ServerSocket server = server()) {
      run(target(addressOf(server), "x".repeat(1 << 24)), SocketChannel::open, loop);
      try (Socket connection = server.accept()) {
        connection.getOutputStream().write(ProbeServer.OK.getBytes(ISO_8859_1));

        assertThat(result()).isEqualTo(new Ended(new Probe.Passed(), true));
      }
    }
  }

  @Test
  void readsOnWhereverAnAnswerIsCut() {
    byte[] answer = ("HTTP/1.1 103 Early Hints\r\n\r\n" + ProbeServer.OK).getBytes(ISO_8859_1);
    Probe.Target target = target(new InetSocketAddress(1), "");
    for (int cut = 0; cut <= answer.length; cut++) {
      List<Probe.Result> ends = new ArrayList<>();
      Probe probe =
          new Probe(
              target, ByteBuffer.allocate(0), Clock.system(), (result, _) -> ends.add(result));
      probe.read(ByteBuffer.wrap(answer, 0, cut));
      probe.read(ByteBuffer.wrap(answer, cut, answer.length - cut));
      assertThat(ends).as("cut at " + cut).containsExactly(new Probe.Passed());
    }
  }

  @Test
  void readsAnAnswerThatIsLongerThanItsBuffer() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nA: " + "a".repeat(60_000) + "\r\n\r\n";
    try (ProbeServer server = new ProbeServer("HTTP/1.1 103 Early Hints\r\n\r\n" + answer)) {
      run(target(server.address(), ""), SocketChannel::open, loop);

      assertThat(result()).isEqualTo(new Ended(new Probe.Passed(), true));
    }
  }

  @Test
  void judgesByTheStatusWhoseHeadNeverEnds() throws Exception {
    String answer = "HTTP/1.1 500 Internal Server Error\r\nA: " + "a".repeat(70_000);
    try (ProbeServer server = new ProbeServer(answer)) {
      run(target(server.address(), ""), SocketChannel::open, loop);

      assertThat(result()).isEqualTo(new Ended(new Probe.Failed("answered 500"), true));
    }
  }

  private void run(Probe.Target target, Probe.Sockets sockets, IoEventLoop where) {
    Probe.Sockets counted =
        () -> {
          SocketChannel socket = sockets.open();
          opened.add(socket);
          return socket;
        };
    Probe.Listener listener = (result, _) -> results.add(new Ended(result, where.inEventLoop()));
    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    where.execute(() -> new Probe(target, buffer, Clock.system(), listener).run(counted, where));
  }

  private Ended result() throws InterruptedException {
    @Nullable Ended ended = results.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    if (ended == null) {
      throw new AssertionError("the probe did not end");
    }
    return ended;
  }

  private static Probe.Target target(InetSocketAddress address, String header) {
    return Probe.Target.of(address, new ProbeSettings("/up", TIMEOUT, TIMEOUT, header));
  }

  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout((int) TIMEOUT.toMillis());
    return server;
  }

  private static InetSocketAddress addressOf(ServerSocket server) {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** A socket with an address that others may have, too, as long as they connect elsewhere. */
  private static SocketChannel reusing(InetSocketAddress address) throws IOException {
    return SocketChannel.open().setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
  }
}
