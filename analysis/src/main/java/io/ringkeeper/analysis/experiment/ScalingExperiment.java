package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.experiment.Traffic.Answers;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Setup;
import io.ringkeeper.analysis.system.Subject;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs A-2: counts and throughput flat out, latency at a steady rate. */
public final class ScalingExperiment {

  /** What a number of servers is guessed to take, in seconds, besides the requests at the rate. */
  private static final double EACH = 2;

  private ScalingExperiment() {}

  /** What it is guessed to take, in seconds. */
  public static double cost(int requests, int rate) {
    return 2 + (Growth.TO - Growth.FROM + 1) * (EACH + (double) requests / rate);
  }

  public static Scaling run(Scope scope) {
    try (Subject subject =
        scope.source().open(Setup.USUAL, Growth.FROM).orElseThrow(ScalingExperiment::other)) {
      Warmth.bring(subject, scope);
      Growth growth =
          new GrowthExperiment(scope)
              .run(
                  subject,
                  n -> {
                    scope.progress().step("A-2: load on " + n + " servers");
                    scope.progress().done(EACH);
                  });
      SortedMap<Integer, Latency> latencies = new TreeMap<>();
      long failed = 0;
      for (int n = Growth.FROM; n <= Growth.TO; n++) {
        scope.progress().step("A-2: latency with " + n + " servers");
        subject.replicas().resize(n);
        Traffic traffic = Traffic.to(subject, scope.seed() + n);
        traffic.flatOut(Math.min(2_000, scope.requests())); // connections to the new ones
        Answers answers = traffic.steadily(scope.requests(), scope.rate());
        latencies.put(n, Latency.of(scope.rate(), answers.nanos()));
        failed += answers.failed();
        scope.progress().done((double) scope.requests() / scope.rate());
      }
      return new Scaling(growth, latencies, failed);
    }
  }

  static AnalysisException other() {
    return new AnalysisException(
        "the balancer's ring is not the usual one (functions mission, ids spread, no bound)");
  }
}
