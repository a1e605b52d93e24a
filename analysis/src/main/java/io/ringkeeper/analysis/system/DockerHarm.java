package io.ringkeeper.analysis.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Replicas that are containers, by the command {@code docker}. Touches those of one fleet only. */
final class DockerHarm implements Harm {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FLEET = "io.ringkeeper.fleet";

  private final Supplier<Optional<String>> fleet;

  private DockerHarm(Supplier<Optional<String>> fleet) {
    this.fleet = fleet;
  }

  /** Of the fleet that the balancer says it has. */
  static DockerHarm of(String fleet) {
    return new DockerHarm(() -> Optional.of(fleet));
  }

  /**
   * Of a balancer that does not say. If everybody who serves is a container, and all are of one
   * fleet, these are the balancer's; else nothing is touched.
   */
  static DockerHarm ofWhoServes(Supplier<List<String>> serving) {
    return new DockerHarm(() -> common(serving.get()));
  }

  private static Optional<String> common(List<String> names) {
    String label = "{{index .Config.Labels \"" + FLEET + "\"}}";
    List<String> command = new ArrayList<>(List.of("docker", "inspect", "--type", "container"));
    command.addAll(List.of("--format", label));
    command.addAll(names);
    List<String> fleets = Command.output(PATIENCE, command).orElse("").lines().distinct().toList();
    return fleets.size() == 1 && !fleets.getFirst().isBlank()
        ? Optional.of(fleets.getFirst())
        : Optional.empty();
  }

  @Override
  public Optional<Runnable> kill(String name) {
    return find(name).map(id -> () -> succeed("docker", "kill", id));
  }

  @Override
  public Optional<Runnable> freeze(String name) {
    return find(name).map(id -> () -> succeed("docker", "pause", id));
  }

  @Override
  public Optional<Runnable> put(Path file, String name, String folder) {
    return find(name).map(id -> () -> succeed("docker", "cp", file.toString(), id + ":" + folder));
  }

  private Optional<String> find(String name) {
    return fleet
        .get()
        .flatMap(own ->
            Command.output(
                PATIENCE,
                List.of(
                    "docker",
                    "ps",
                    "--quiet",
                    "--filter",
                    "name=^/?" + name + "$",
                    "--filter",
                    "label=" + FLEET + "=" + own)))
        .filter(id -> !id.isEmpty() && !id.contains("\n"));
  }

  private static void succeed(String... command) {
    if (Command.output(PATIENCE, List.of(command)).isEmpty()) {
      throw new AnalysisException("'" + String.join(" ", command) + "' did not succeed");
    }
  }
}
