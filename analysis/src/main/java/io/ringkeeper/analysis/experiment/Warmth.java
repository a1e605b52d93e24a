package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Subject;

/** A Java program that was just started is slow; nothing that is timed begins with it. */
final class Warmth {

  private static final int ROUNDS = 3;

  private Warmth() {}

  static void bring(Subject subject, Scope scope) {
    scope.progress().step("warming up");
    Traffic traffic = Traffic.to(subject, scope.seed() - 1);
    for (int round = 0; round < ROUNDS; round++) {
      traffic.flatOut(scope.requests());
    }
  }
}
