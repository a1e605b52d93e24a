package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Setup;
import io.ringkeeper.analysis.system.Subject;

/** Runs A-1: requests for each of three servers. */
public final class SharesExperiment {

  private static final int SERVERS = 3;

  private SharesExperiment() {}

  /** What it is guessed to take, in seconds. */
  public static double cost() {
    return 3;
  }

  public static Sample run(Scope scope) {
    scope.progress().step("A-1: %,d requests to 3 servers".formatted(scope.requests()));
    try (Subject subject =
        scope.source().open(Setup.USUAL, SERVERS).orElseThrow(ScalingExperiment::other)) {
      Sample sample = Measurement.of(subject, scope.seed(), scope.requests()).sample();
      scope.progress().done(cost());
      return sample;
    }
  }
}
