package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.stats.Moves;
import io.ringkeeper.analysis.system.Subject;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A-2, and the same for each way to share keys in A-4. */
final class GrowthExperiment {

  private final Scope scope;
  private final SortedMap<Integer, Measurement> measured = new TreeMap<>();

  GrowthExperiment(Scope scope) {
    this.scope = scope;
  }

  /** Grows the fleet from 2 to 6; {@code each} is told every number, before it is measured. */
  Growth run(Subject subject, IntConsumer each) {
    SortedMap<Integer, Moves> added = new TreeMap<>();
    Measurement before = null;
    for (int n = Growth.FROM; n <= Growth.TO; n++) {
      each.accept(n);
      subject.replicas().resize(n);
      Warmth.touch(subject, scope);
      Measurement now = Measurement.of(subject, scope.seed(), scope.requests());
      if (before != null) {
        added.put(n, Moves.between(before.owners(), now.owners(), Set.of(n)));
      }
      measured.put(n, now);
      before = now;
    }
    subject.replicas().remove(Growth.LEAVER);
    Warmth.touch(subject, scope);
    Measurement fewer = Measurement.of(subject, scope.seed(), scope.requests());
    SortedMap<Integer, Sample> samples = new TreeMap<>();
    measured.forEach((n, measurement) -> samples.put(n, measurement.sample()));
    return new Growth(samples, added, moved(before, fewer), fewer.sample());
  }

  private static Moves moved(@Nullable Measurement before, Measurement after) {
    return before == null
        ? new Moves(0, 0, 0)
        : Moves.between(before.owners(), after.owners(), Set.of(Growth.LEAVER));
  }

  /** What was measured with so many servers. */
  @Nullable Measurement at(int n) {
    return measured.get(n);
  }
}
