package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The deployment of {@code docker-compose.yml}, by the commands that a user gives, and beside any
 * other that runs on this machine: its project, its fleet, its network and its port are its own.
 */
final class Deployment implements AutoCloseable {

  private static final int LIMIT_MINUTES = 15;
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)\\s*$");

  private final String id = "rk" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> environment =
      Map.of(
          "COMPOSE_PROJECT_NAME",
          id,
          "PUBLISH",
          "127.0.0.1:0",
          "RINGKEEPER_FLEET",
          id,
          "RINGKEEPER_DOCKER_NETWORK",
          id + "-net",
          "RINGKEEPER_INITIAL_NAMES",
          id + "s{ordinal}");

  /** Of images that are built already. */
  Deployment() {
    Docker.require();
    Images.sample();
  }

  /** Runs {@code make} with one target, which has to succeed. */
  String make(String target) {
    return run("make", target);
  }

  /** Runs the Compose that is installed, which has to succeed. */
  String compose(String... arguments) {
    boolean isPlugin = Docker.MACHINE.attempt("compose", "version").code() == 0;
    Stream<String> program =
        isPlugin ? Stream.of("docker", "compose") : Stream.of("docker-compose");
    return run(Stream.concat(program, Stream.of(arguments)).toArray(String[]::new));
  }

  private String run(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Program.ROOT.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("%s: %s", List.of(command), said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The balancer's container. */
  String balancer() {
    return id;
  }

  /** Where clients are served. A restart of the container changes it. */
  InetSocketAddress address() {
    Matcher port = PORT.matcher(Docker.MACHINE.run("port", id, "5000/tcp"));
    assertThat(port.find()).isTrue();
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
  }

  /** The ids of the replicas' containers, in whatever state. */
  List<String> replicas() {
    return Docker.MACHINE.lines(
        "ps", "-aq", "--no-trunc", "--filter", "label=io.ringkeeper.fleet=" + id);
  }

  /** All that there is of it: containers, networks and volumes. */
  List<String> remains() {
    Docker docker = Docker.MACHINE;
    return Stream.of(
            replicas(),
            docker.lines("ps", "-aq", "--filter", "label=com.docker.compose.project=" + id),
            docker.lines("network", "ls", "-q", "--filter", "name=" + id),
            docker.lines("volume", "ls", "-q", "--filter", "name=" + id))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void close() {
    make("down");
    assertThat(remains()).isEmpty();
  }
}
