package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Replicas that are containers, by the command {@code docker}. Touches nothing unless everybody who
 * serves is a container, and all are of one fleet: these are the balancer's, then.
 */
final class DockerHarm implements Harm {

  private static final int SECONDS = 20;
  private static final String FLEET = "io.ringkeeper.fleet";

  private final Supplier<List<String>> serving;

  /** Those of a balancer whose serving replicas have these names. */
  DockerHarm(Supplier<List<String>> serving) {
    this.serving = serving;
  }

  @Override
  public Optional<Runnable> kill(String name) {
    return find(name).map(id -> () -> run(List.of("docker", "kill", id)));
  }

  @Override
  public Optional<Runnable> freeze(String name) {
    return find(name).map(id -> () -> run(List.of("docker", "pause", id)));
  }

  private Optional<String> find(String name) {
    List<String> names = serving.get();
    if (!names.contains(name)) {
      return Optional.empty();
    }
    String label = "{{index .Config.Labels \"" + FLEET + "\"}}";
    List<String> command = new ArrayList<>(List.of("docker", "inspect", "--type", "container"));
    command.addAll(List.of("--format", label));
    command.addAll(names);
    List<String> fleets = run(command).lines().distinct().toList();
    if (fleets.size() != 1 || fleets.getFirst().isBlank()) {
      return Optional.empty();
    }
    String filter = "label=" + FLEET + "=" + fleets.getFirst();
    String id =
        run(
            List.of(
                "docker",
                "ps",
                "--quiet",
                "--filter",
                "name=^/?" + name + "$",
                "--filter",
                filter));
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
