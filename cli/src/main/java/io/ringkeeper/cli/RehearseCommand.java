package io.ringkeeper.cli;

import io.ringkeeper.analysis.Load;
import io.ringkeeper.analysis.LoadPlan;
import io.ringkeeper.server.SampleServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code ringkeeper rehearse}: a short life of a balancer, in which everything usual happens once.
 * The image is built with it: the JVM notes which classes it takes, and finds them loaded and
 * linked at every later start. Not for people, hence hidden.
 */
@Command(
    name = "rehearse",
    description = "Starts a balancer, uses it and stops it, for the JVM to learn what it takes.",
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final int REQUESTS = 500;
  private static final int CLIENTS = 8;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    int open = freePort();
    int admin = freePort();
    try (SampleServer one = SampleServer.start("127.0.0.1", 0, "1");
        SampleServer two = SampleServer.start("127.0.0.1", 0, "2")) {
      FutureTask<Integer> run =
          new FutureTask<>(() ->
              ringkeeper(
                  "run",
                  "--set",
                  "engine=static",
                  "--set",
                  "static.replicas=127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port(),
                  "--set",
                  "listen=127.0.0.1:" + open,
                  "--set",
                  "admin=127.0.0.1:" + admin));
      Thread.ofPlatform().name("balancer").start(run);
      expect(0, ringkeeper("ready", "--wait", "30", "127.0.0.1:" + admin));
      for (String path : List.of("/home", "/rep", "/add", "/other")) {
        load(open, path);
      }
      for (String path : List.of("/rep", "/readyz", "/metrics")) {
        load(admin, path);
      }
      Signals.raise("TERM");
      expect(0, run.get());
    }
    return 0;
  }

  private static void load(int port, String path) {
    InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Load.run(new LoadPlan(target, path, REQUESTS, CLIENTS, key -> key));
  }

  private static int ringkeeper(String... arguments) {
    return new CommandLine(new Main()).execute(arguments);
  }

  private static void expect(int wanted, int code) {
    if (code != wanted) {
      throw new IllegalStateException("exit code " + code);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
