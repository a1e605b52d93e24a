package io.ringkeeper.cli;

import io.ringkeeper.analysis.Load;
import io.ringkeeper.analysis.LoadPlan;
import io.ringkeeper.server.SampleServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code ringkeeper rehearse}: a short life of a balancer, in which everything usual happens once.
 * The image is built with it: the JVM notes which classes it takes, and finds them loaded and
 * linked at every later start. Not for people, hence hidden.
 */
@Command(
    name = "rehearse",
    description = "Starts a balancer, uses it and stops it, for the JVM to learn what that takes.",
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final int REQUESTS = 500;
  private static final int CLIENTS = 8;

  private int open;
  private int admin;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    open = freePort();
    admin = freePort();
    findsNoDocker();
    try (SampleServer one = SampleServer.start("127.0.0.1", 0, "1");
        SampleServer two = SampleServer.start("127.0.0.1", 0, "2")) {
      String replicas = "127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port();
      var run = new FutureTask<>(() -> run("engine=static", "static.replicas=" + replicas));
      Thread.ofPlatform().name("balancer").start(run);
      expect(0, Main.execute("ready", "--wait", "30", "127.0.0.1:" + admin));
      List.of("/home", "/rep", "/add", "/other").forEach(path -> load(open, path));
      List.of("/rep", "/readyz", "/metrics").forEach(path -> load(admin, path));
      Signals.raise("TERM");
      expect(0, run.get());
    }
    return 0;
  }

  /** There is no engine where an image is built; what speaks to one gets as far as connecting. */
  private void findsNoDocker() throws IOException {
    Path state = Files.createTempDirectory("rehearsal");
    expect(1, run("engine=docker", "docker.host=tcp://127.0.0.1:1", "state-dir=" + state));
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int run(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    Stream.concat(
            Stream.of("listen=127.0.0.1:" + open, "admin=127.0.0.1:" + admin), Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return Main.execute(arguments.toArray(String[]::new));
  }

  private static void load(int port, String path) {
    InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Load.run(new LoadPlan(target, path, REQUESTS, CLIENTS, key -> key));
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
