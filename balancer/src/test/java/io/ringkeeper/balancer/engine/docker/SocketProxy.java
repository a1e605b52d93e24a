package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the Docker engine's socket and can do to one client what may happen to an engine:
 * it hangs, breaks off, is away, or no longer tells of events. The engine itself is not disturbed.
 */
final class SocketProxy implements AutoCloseable {

  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private @Nullable ServerSocketChannel listener;
  private boolean frozen;
  private boolean deaf;

  SocketProxy() {
    this.port = listen(0);
  }

  String host() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Nothing passes any more, as if the engine were stopped by a signal. */
  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** What the engine tells of events is swallowed from now on. */
  synchronized void deafen() {
    deaf = true;
  }

  /** Breaks all connections off and takes no more. */
  synchronized void leave() {
    closeQuietly(listener);
    listener = null;
    open.forEach(SocketProxy::closeQuietly);
  }

  /** The port is free again once the thread that accepted there has noticed. */
  void comeBack() {
    await().ignoreException(UncheckedIOException.class).until(() -> listen(port) == port);
  }

  private synchronized int listen(int wanted) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(Addresses.LOOPBACK, wanted));
      listener = server;
      Thread.ofVirtual().start(() -> accept(server));
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocketChannel server) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
        engine.connect(UnixDomainSocketAddress.of("/var/run/docker.sock"));
        open.add(client);
        open.add(engine);
        Exchange exchange = new Exchange();
        Thread.ofVirtual().start(() -> pump(client, engine, exchange, true));
        Thread.ofVirtual().start(() -> pump(engine, client, exchange, false));
      }
    } catch (IOException e) {
      // no longer listening
    }
  }

  /** One connection. */
  private static final class Exchange {
    private volatile boolean aboutEvents;
  }

  private void pump(ByteChannel from, ByteChannel to, Exchange exchange, boolean asks) {
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1_024);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        if (asks && ISO_8859_1.decode(buffer.duplicate()).toString().contains("/events?")) {
          exchange.aboutEvents = true;
        }
        if (passes(exchange.aboutEvents && !asks)) {
          while (buffer.hasRemaining()) {
            to.write(buffer);
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // one of the two has left
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private synchronized boolean passes(boolean tellsEvents) throws InterruptedException {
    while (frozen) {
      wait();
    }
    return !(deaf && tellsEvents);
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      // it is gone all the same
    }
  }

  @Override
  public void close() {
    leave();
    thaw();
  }
}
