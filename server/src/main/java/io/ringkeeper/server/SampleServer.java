package io.ringkeeper.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;

/**
 * The sample replica: a web server that says which one it is.
 *
 * <p>{@code GET /home} greets with the value of {@code SERVER_ID}, {@code GET /heartbeat} answers
 * 200 without a body, everything else is 404. It listens on {@code HOST} (default 0.0.0.0) and
 * {@code PORT} (default 5000). On SIGTERM it stops accepting, answers what is in flight, and exits
 * 0.
 *
 * <p>One thread on one selector serves every connection, so none can hold up another. The JDK's own
 * {@code HttpServer} was measured first: at 1,000 connections it does not fit into 64 MiB, and it
 * takes four times the processor time per request, of which a balancer beside it has use.
 */
public final class SampleServer implements AutoCloseable {

  /**
   * Options of {@code java} that make the sample server small and quick to start: a collector and a
   * compiler without threads to spare, and headroom for some thousand connections.
   */
  public static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xmx16m",
          "-Xss256k",
          "-XX:ReservedCodeCacheSize=8m",
          "-XX:+ExitOnOutOfMemoryError");

  private final EventLoop loop;
  private final Thread thread;

  private SampleServer(EventLoop loop) {
    this.loop = loop;
    this.thread = new Thread(loop, "server");
  }

  /**
   * Starts a server in this process.
   *
   * @param port 0 for any that is free
   * @param id what it calls itself, any text
   * @throws IOException when the address cannot be listened on
   */
  public static SampleServer start(String host, int port, String id) throws IOException {
    var server =
        new SampleServer(EventLoop.open(new InetSocketAddress(host, port), new Answers(id)));
    server.thread.start();
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return loop.port();
  }

  /** Stops accepting, waits until what is in flight is answered, 10 s at most. */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs one until SIGTERM. Exit codes: 0 asked to stop, 1 cannot listen, 2 bad environment. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    String host = environment.getOrDefault("HOST", "0.0.0.0");
    String id = environment.getOrDefault("SERVER_ID", "unknown");
    int port = port(environment.getOrDefault("PORT", "5000"));
    SampleServer server = startOrExit(host, port, id);
    Runtime.getRuntime().addShutdownHook(new Thread(server::closeAndHalt, "stop"));
    System.out.println("server " + id + " listens on " + host + ":" + server.port());
    server.thread.join();
    if (!server.loop.stopping()) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** A JVM that a signal ends would exit with 128 + its number; asked to stop is not an error. */
  private void closeAndHalt() {
    close();
    Runtime.getRuntime().halt(0);
  }

  private static SampleServer startOrExit(String host, int port, String id) {
    try {
      return start(host, port, id);
    } catch (UnresolvedAddressException e) {
      throw exit(2, "HOST='" + host + "' is unknown: give a name or an address of this machine");
    } catch (BindException e) {
      String hint = "set HOST and PORT to an address of this machine that no other program uses";
      throw exit(1, "cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; " + hint);
    } catch (IOException e) {
      throw exit(1, "cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw exit(2, "PORT='" + text + "' is no port: give a number from 1 to 65535");
  }

  /** Does not return; its type tells the compiler so. */
  private static IllegalStateException exit(int code, String sentence) {
    System.err.println("ringkeeper server: " + sentence);
    System.exit(code);
    return new IllegalStateException(sentence);
  }
}
