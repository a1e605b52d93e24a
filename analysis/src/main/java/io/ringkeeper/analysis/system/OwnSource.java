package io.ringkeeper.analysis.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a balancer for each experiment, as a child process with replicas of its own. */
public final class OwnSource implements Source {

  private final List<String> program;
  private final Path log;
  private final List<String> extra;

  /**
   * @param program and the arguments that come before {@code run}
   * @param log where what the balancers say is kept
   * @param extra settings of those that experiments are made with, such as {@code engine=docker}
   */
  public OwnSource(List<String> program, Path log, List<String> extra) {
    this.extra = List.copyOf(extra);
    this.program = List.copyOf(program);
    this.log = log;
  }

  @Override
  public String description() {
    String balancers = "balancers of its own, each a child process, with ";
    return extra.isEmpty()
        ? balancers + "replicas that are child processes"
        : balancers
            + String.join(" ", extra)
            + "; where the contract needs other settings, without";
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public List<String> engine() {
    return extra;
  }

  @Override
  public Optional<Subject> open(Setup setup, int replicas) {
    List<String> settings = new ArrayList<>(setup.settings());
    settings.addAll(extra);
    settings.add("replicas=" + replicas);
    return Optional.of(start(settings, Map.of()));
  }

  @Override
  public Subject start(List<String> settings, Map<String, String> environment) {
    return OwnBalancer.start(program, settings, environment, log);
  }

  @Override
  public void close() {
    // each balancer is closed by who opened it
  }
}
