package io.ringkeeper.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Accepts connections and tells each when it may read or write. One thread runs it and owns all of
 * them; only {@link #stop}, {@link #stopping} and {@link #port} may be called from another.
 */
final class EventLoop implements Runnable {

  /** Also how often {@link #tick} runs. */
  private static final int TICK_MILLIS = 1_000;

  private static final long TICK_NANOS = TICK_MILLIS * 1_000_000L;

  /** A client that takes longer than this to send its request is cut off by a stop. */
  private static final long STOP_LIMIT_NANOS = 10 * TICK_NANOS;

  /** What comes while nothing is accepted waits, and is served by others once we are given up. */
  private static final int BACKLOG = 4_096;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final SelectionKey acceptKey;
  private final int port;
  private final Answers answers;

  /** One for all connections: between two calls nobody has bytes in it. */
  private final ByteBuffer input = ByteBuffer.allocateDirect(8 * 1_024);

  private volatile boolean stopping;

  private EventLoop(Selector selector, ServerSocketChannel listener, Answers answers)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.answers = answers;
    this.acceptKey = listener.register(selector, SelectionKey.OP_ACCEPT);
    this.port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  static EventLoop open(InetSocketAddress address, Answers answers) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(address, BACKLOG);
      listener.configureBlocking(false);
      return new EventLoop(Selector.open(), listener, answers);
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  boolean stopping() {
    return stopping;
  }

  /** Asks for the end: no new connection, and {@link #run} returns once all is answered. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try (selector;
        listener) {
      long nextTick = System.nanoTime() + TICK_NANOS;
      while (!stopping) {
        selector.select(this::ready, TICK_MILLIS);
        if (System.nanoTime() - nextTick >= 0) {
          nextTick = System.nanoTime() + TICK_NANOS;
          tick();
        }
      }
      listener.close();
      selector.selectNow(this::ready); // a registered socket is not closed before this
      connections().forEach(Connection::stop);
      long deadline = System.nanoTime() + STOP_LIMIT_NANOS;
      while (connections().stream().anyMatch(Connection::inFlight)
          && System.nanoTime() - deadline < 0) {
        selector.select(this::ready, TICK_MILLIS);
      }
      connections().forEach(Connection::close);
    } catch (IOException e) {
      throw new IllegalStateException("the selector failed", e);
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      connection.ready(stopping);
    } else if (!stopping) {
      accept();
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel; (channel = listener.accept()) != null; ) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, input, answers));
      }
    } catch (IOException e) {
      // Out of file descriptors: look again at the next tick instead of at once and for ever.
      acceptKey.interestOps(0);
    }
  }

  private void tick() {
    acceptKey.interestOps(SelectionKey.OP_ACCEPT);
    connections().forEach(Connection::tick);
  }

  /** A copy, since a connection that closes leaves the selector's own set. */
  private List<Connection> connections() {
    return selector.keys().stream()
        .filter(SelectionKey::isValid)
        .map(SelectionKey::attachment)
        .filter(Connection.class::isInstance)
        .map(Connection.class::cast)
        .toList();
  }
}
