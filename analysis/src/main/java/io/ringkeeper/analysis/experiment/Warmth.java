package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Subject;

/** A Java program that was just started is slow; nothing that is timed begins with it. */
final class Warmth {

  private static final int ROUNDS = 3;

  private Warmth() {}

  /** Lets a server that has just come work for a moment: a bound would take it for a slow one. */
  static void touch(Subject subject, Scope scope) {
    Traffic.to(subject, scope.seed() - 1).flatOut(Math.max(1_000, scope.requests() / 2));
  }

  static void bring(Subject subject, Scope scope) {
    scope.progress().step("warming up");
    Traffic traffic = Traffic.to(subject, scope.seed() - 1);
    for (int round = 0; round < ROUNDS; round++) {
      traffic.flatOut(scope.requests());
    }
  }
}
