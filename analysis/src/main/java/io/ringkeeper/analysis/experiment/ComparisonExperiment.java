package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Setup;
import io.ringkeeper.analysis.system.Subject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs A-4: again for each way to share keys, without and with a bound on loads. */
public final class ComparisonExperiment {

  private static final int SHOWN = 3;

  private ComparisonExperiment() {}

  /** What one way is guessed to take, in seconds. */
  public static double cost(int requests) {
    return 9 + requests / 1_200.0;
  }

  /** What came of it; nothing if this balancer cannot share keys so. */
  public static Optional<Comparison> run(Scope scope, Variant variant) {
    scope.progress().step("A-4: " + variant.label());
    GrowthExperiment experiment = new GrowthExperiment(scope);
    Growth growth = grow(scope, experiment, variant.setup());
    Measurement shown = experiment.at(SHOWN);
    if (growth == null || shown == null) {
      scope.progress().done(cost(scope.requests()));
      return Optional.empty();
    }
    scope.progress().done(cost(scope.requests()) / 2);
    scope.progress().step("A-4: " + variant.label() + ", bounded load");
    Growth bounded = grow(scope, new GrowthExperiment(scope), variant.bounded());
    scope.progress().done(cost(scope.requests()) / 2);
    Drawing drawing = Drawing.of(shown.table());
    return Optional.of(
        new Comparison(
            variant,
            growth,
            bounded,
            drawing.owners(),
            drawing.stands(),
            shown.table().lookup().slots()));
  }

  private static @Nullable Growth grow(Scope scope, GrowthExperiment experiment, Setup setup) {
    Optional<Subject> opened = scope.source().open(setup, Growth.FROM);
    if (opened.isEmpty()) {
      return null;
    }
    try (Subject subject = opened.get()) {
      return experiment.run(subject, n -> {});
    }
  }
}
