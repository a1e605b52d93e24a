package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.Keys;
import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.load.LoadPlan;
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
import picocli.CommandLine.Option;

/**
 * {@code ringkeeper rehearse}: a short life of a balancer, in which everything usual happens once.
 * The JVM notes which classes it takes, and has them loaded and linked at every later start. Not
 * for people, hence hidden.
 */
@Command(
    name = "rehearse",
    description = "Starts a balancer, uses it and stops it, for the JVM to learn what that takes.",
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final int REQUESTS = 500;
  private static final int CLIENTS = 16;

  @Option(names = "--with-docker", description = "Also begins to use a Docker engine.")
  private boolean withDocker;

  private int open;
  private int admin;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("rehearsal");
    open = freePort();
    admin = freePort();
    try {
      if (withDocker) {
        findsNoDocker(folder);
      }
      serves(folder);
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void serves(Path folder) throws IOException, InterruptedException, ExecutionException {
    try (EchoServer one = new EchoServer();
        EchoServer two = new EchoServer()) {
      Path file = folder.resolve("static.yaml");
      Files.writeString(
          file,
          """
          engine: static
          static:
            replicas: [%s, %s]
          """
              .formatted(text(one.address()), text(two.address())));
      var run = new FutureTask<>(() -> run("-c", file.toString()));
      Thread.ofPlatform().name("balancer").start(run);
      expect(0, Main.execute("ready", "--wait", "30", "127.0.0.1:" + admin));
      for (String path : List.of("/home", "/rep", "/add", "/other")) {
        load(open, path);
      }
      for (String path : List.of("/rep", "/readyz", "/metrics")) {
        load(admin, path);
      }
      new EchoClients(address(open)).run();
      Signals.raise("TERM");
      expect(0, run.get());
    }
  }

  /** There is no engine where an image is built; what speaks to one gets as far as connecting. */
  private void findsNoDocker(Path folder) {
    String[] settings = {"engine=docker", "docker.host=tcp://127.0.0.1:1", "state-dir=" + folder};
    expect(
        1, run(Stream.of(settings).flatMap(it -> Stream.of("--set", it)).toArray(String[]::new)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of("--set", "listen=127.0.0.1:" + open));
    arguments.addAll(List.of("--set", "admin=127.0.0.1:" + admin));
    arguments.addAll(List.of(options));
    return Main.execute(arguments.toArray(String[]::new));
  }

  private static void load(int port, String path) throws InterruptedException {
    LoadPlan plan = LoadPlan.of(address(port), path).withKeys(Keys.sequential(0));
    Load.run(plan.withRequests(REQUESTS).withConnections(CLIENTS));
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
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
