package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A fleet of containers that belongs to one test: its label, its network, its names and its state
 * are its own, and nothing of it is left at the end.
 */
final class DockerFleet implements AutoCloseable {

  /** A container as the engine lists it. */
  record Container(String id, String name, String state, int ordinal) {}

  private final Docker docker;
  private final String image;
  private final String id = "rk" + UUID.randomUUID().toString().substring(0, 8);
  private final Path state;

  /** Of containers of this image, on that engine. */
  DockerFleet(Docker docker, String image) {
    this.docker = docker;
    this.image = image;
    try {
      this.state = Files.createTempDirectory("ringkeeper-state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a balancer of this fleet, or its next one. */
  RunningBalancer start(String... settings) {
    return RunningBalancer.start(settings(settings).toArray(String[]::new));
  }

  /** Runs a balancer of this fleet that is not expected to become ready. */
  Program.Ended runInVain(String... settings) {
    List<String> command = new ArrayList<>(List.of("run"));
    List<String> all = settings(settings);
    all.addAll(List.of("listen=127.0.0.1:0", "admin=off"));
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    return Program.run(command);
  }

  private List<String> settings(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "engine=docker",
                "fleet=" + id,
                "state-dir=" + state,
                "docker.host=" + docker.host(),
                "docker.image=" + image,
                "docker.network=" + id,
                "initial-names=" + id + "s{ordinal}"));
    all.addAll(List.of(more));
    return all;
  }

  /** A name that nobody else uses. */
  String name(String suffix) {
    return id + suffix;
  }

  /** Every container of this fleet, in whatever state, by ordinal. */
  List<Container> containers() {
    String format = "{{.ID}}\t{{.Names}}\t{{.State}}\t{{.Label \"io.ringkeeper.ordinal\"}}";
    return docker.lines("ps", "-a", "--no-trunc", "--filter", filter(), "--format", format).stream()
        .map(line -> line.split("\t", -1))
        .map(part -> new Container(part[0], part[1], part[2], Integer.parseInt(part[3])))
        .sorted(Comparator.comparingInt(Container::ordinal))
        .toList();
  }

  Docker docker() {
    return docker;
  }

  private String filter() {
    return "label=io.ringkeeper.fleet=" + id;
  }

  @Override
  public void close() {
    for (String left : docker.lines("ps", "-aq", "--filter", filter())) {
      var _ = docker.attempt("rm", "-f", "-v", left);
    }
    assertThat(containers()).isEmpty();
    var _ = docker.attempt("network", "rm", id);
    try (Stream<Path> files = Files.walk(state)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
