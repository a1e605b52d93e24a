package io.ringkeeper.cli;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A server in this process that a balancer with {@code engine: static} routes to. */
final class StaticReplica implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Answers everything with this, heartbeats too. */
  StaticReplica(HttpHandler handler) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
  }

  /** The settings of a balancer that has this as its only replica. */
  String[] settings(String... more) {
    return settings(server.getAddress().getPort(), more);
  }

  /** The settings of a balancer that has whatever listens on this port as its only replica. */
  static String[] settings(int port, String... more) {
    List<String> settings = List.of("engine=static", "static.replicas=127.0.0.1:" + port);
    return Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
