package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Docker engine of the test's own, beside the machine's, that may be frozen and restarted. Its
 * containers outlive it ({@code --live-restore}). Needs to be root.
 */
final class OwnEngine implements AutoCloseable {

  private final Path home;
  private final Docker docker;
  private final String bridge = "rk" + UUID.randomUUID().toString().substring(0, 8);
  private Process daemon;

  OwnEngine() {
    try {
      home = Files.createTempDirectory("ringkeeper-dockerd");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Docker.MACHINE.run(
        "network", "create", "--opt", "com.docker.network.bridge.name=" + bridge, bridge);
    docker = new Docker("unix://" + home.resolve("docker.sock"));
    daemon = launch();
  }

  private Process launch() {
    List<String> command =
        List.of(
            "dockerd",
            "--host=" + docker.host(),
            "--data-root=" + home.resolve("data"),
            "--exec-root=" + home.resolve("exec"),
            "--pidfile=" + home.resolve("pid"),
            "--live-restore",
            "--bridge=" + bridge, // with 'none' it would remove that of the machine's own engine
            "--iptables=false", // the rules of the machine's own engine are not ours to change
            "--ip-masq=false");
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
              .start();
      Eventually.until(() -> docker.attempt("version").code() == 0 || !started.isAlive());
      assertThat(started.isAlive()).as(Files.readString(home.resolve("log"))).isTrue();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Docker docker() {
    return docker;
  }

  /** Copies an image from the machine's own engine. */
  void load(String image) {
    Path archive = home.resolve("image.tar");
    Docker.MACHINE.run("save", "--output", archive.toString(), image);
    docker.run("load", "--input", archive.toString());
  }

  void signal(String name) {
    Proc.signal(name, daemon.pid());
  }

  /** Ends the engine; its containers go on. */
  void stop() {
    daemon.destroy();
    awaitEnd();
  }

  void startAgain() {
    daemon = launch();
  }

  private void awaitEnd() {
    try {
      assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).as("dockerd ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    signal("CONT");
    stop();
    unmount();
    Docker.MACHINE.run("network", "rm", bridge);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * With {@code --live-restore} an engine leaves mounts behind, also where no container is left.
   */
  private void unmount() {
    try {
      for (String mount : Files.readAllLines(Path.of("/proc/self/mounts")).reversed()) {
        String place = mount.split(" ", -1)[1];
        if (Path.of(place).startsWith(home)) {
          assertThat(new ProcessBuilder("umount", place).start().waitFor()).as(place).isZero();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
