package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Replicas that are containers, by the command {@code docker}. */
final class DockerHarm implements Harm {

  private static final int SECONDS = 20;

  @Override
  public Optional<Runnable> kill(String name) {
    return find(name).map(id -> () -> run(List.of("docker", "kill", id)));
  }

  @Override
  public Optional<Runnable> freeze(String name) {
    return find(name).map(id -> () -> run(List.of("docker", "pause", id)));
  }

  private static Optional<String> find(String name) {
    String id =
        run(
            List.of(
                "docker",
                "ps",
                "--quiet",
                "--filter",
                "name=^/?" + name + "$",
                "--filter",
                "label=io.ringkeeper.fleet"));
    return id.isEmpty() || id.contains("\n") ? Optional.empty() : Optional.of(id);
  }

  /** What it prints; nothing if it cannot be run. */
  private static String run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? out : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
