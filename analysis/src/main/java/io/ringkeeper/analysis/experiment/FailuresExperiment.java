package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Harm;
import io.ringkeeper.analysis.system.Reason;
import io.ringkeeper.analysis.system.Setup;
import io.ringkeeper.analysis.system.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the failures of A-3, each kind on a balancer with three replicas. */
public final class FailuresExperiment {

  private static final int SERVERS = 3;

  private FailuresExperiment() {}

  /** What one trial is guessed to take, in seconds. */
  public static double cost(Failure kind) {
    return switch (kind) {
      case KILL -> 1.8;
      case FREEZE -> 4.3;
      case SICK -> 4;
    };
  }

  /** What came of a kind of failure; nothing if replicas are out of reach for it. */
  public static Optional<Failures> run(Scope scope, Failure kind) {
    if (kind != Failure.SICK) {
      return hurt(scope, kind);
    }
    return scope.source().startsItsOwn() ? Optional.of(sick(scope)) : Optional.empty();
  }

  private static Optional<Failures> hurt(Scope scope, Failure kind) {
    try (Subject subject =
        scope.source().open(Setup.USUAL, SERVERS).orElseThrow(ScalingExperiment::other)) {
      Harm harm = subject.harm();
      FaultMaker faults =
          (what, name) -> what == Failure.KILL ? harm.kill(name) : harm.freeze(name);
      boolean reached = faults.make(kind, subject.api().serving().getFirst()).isPresent();
      return reached
          ? Optional.of(new FailureExperiment(scope, kind, subject, faults).run())
          : Optional.empty();
    }
  }

  private static Optional<Runnable> sickenContainer(Harm harm, Path folder, String name) {
    SickReplica.sicken(folder, name);
    return harm.put(folder.resolve(name), name, SickReplica.FOLDER_IN_CONTAINER);
  }

  /** The sample server is never sick, so these replicas are of a program that can be. */
  private static Failures sick(Scope scope) {
    try {
      Path folder = Files.createTempDirectory("ringkeeper-sick");
      List<String> engine = scope.source().engine();
      List<String> settings = new ArrayList<>(Setup.USUAL.settings());
      settings.add("replicas=" + SERVERS);
      settings.addAll(engine);
      settings.addAll(engine.isEmpty() ? SickReplica.process(folder) : SickReplica.container());
      try (Subject subject = scope.source().start(settings, Map.of())) {
        FaultMaker faults =
            engine.isEmpty()
                ? (what, name) -> Optional.of(() -> SickReplica.sicken(folder, name))
                : (what, name) -> sickenContainer(subject.harm(), folder, name);
        return new FailureExperiment(scope, Failure.SICK, subject, faults).run();
      } finally {
        SickReplica.forget(folder);
      }
    } catch (IOException e) {
      throw new AnalysisException("no temporary folder can be made: " + Reason.of(e), e);
    }
  }
}
