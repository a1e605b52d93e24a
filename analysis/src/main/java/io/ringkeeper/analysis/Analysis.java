package io.ringkeeper.analysis;

import io.ringkeeper.analysis.AnalysisPlan.Experiment;
import io.ringkeeper.analysis.experiment.ComparisonExperiment;
import io.ringkeeper.analysis.experiment.ContractExperiment;
import io.ringkeeper.analysis.experiment.Failure;
import io.ringkeeper.analysis.experiment.FailuresExperiment;
import io.ringkeeper.analysis.experiment.Progress;
import io.ringkeeper.analysis.experiment.ScalingExperiment;
import io.ringkeeper.analysis.experiment.Scope;
import io.ringkeeper.analysis.experiment.SharesExperiment;
import io.ringkeeper.analysis.experiment.Variant;
import io.ringkeeper.analysis.report.Results;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Source;
import java.io.PrintStream;
import java.util.List;

/**
 * The experiments of the mission's fourth task, one after the other. What one of them cannot do is
 * a sentence among the results; the others are made all the same, unless the thread is interrupted.
 */
public final class Analysis {

  private final AnalysisPlan plan;
  private final Results results;
  private final Scope scope;

  /** The balancer does not answer any more: there is no point in going on. */
  private boolean gone;

  private Analysis(AnalysisPlan plan, Source source, Results results, PrintStream out) {
    this.plan = plan;
    this.results = results;
    this.scope =
        new Scope(
            source,
            plan.requests(),
            plan.trials(),
            plan.rate(),
            plan.seed(),
            new Progress(out, cost(plan, source)));
  }

  /** Makes the experiments; gives whether all was done and found as it must be. */
  public static boolean run(AnalysisPlan plan, Source source, Results results, PrintStream out) {
    return new Analysis(plan, source, results, out).run();
  }

  private boolean run() {
    attempt(Experiment.A1, "A-1", () -> results.shares(SharesExperiment.run(scope.of(1))));
    attempt(Experiment.A2, "A-2", () -> results.scaling(ScalingExperiment.run(scope.of(2))));
    attempt(Experiment.A3, "A-3", () -> results.checks(ContractExperiment.run(scope.of(3))));
    for (Failure kind : Failure.values()) {
      attempt(Experiment.A3, "A-3, " + kind.label(), () -> fail(kind));
    }
    for (Variant variant : variants(plan)) {
      attempt(Experiment.A4, "A-4, " + variant.label(), () -> compare(variant));
    }
    if (Thread.currentThread().isInterrupted()) {
      results.breakOff(scope.progress().elapsed());
      return false;
    }
    results.finish(scope.progress().elapsed());
    return results.isComplete() && results.against().isEmpty();
  }

  private void attempt(Experiment experiment, String name, Runnable work) {
    if (!plan.has(experiment) || gone || Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      work.run();
    } catch (AnalysisException e) {
      gone = !Thread.currentThread().isInterrupted() && !scope.source().isThere();
      results.trouble(
          Thread.currentThread().isInterrupted()
              ? "It was told to stop during " + name + "."
              : name + ": " + e.sentence() + ".");
    }
  }

  private void fail(Failure kind) {
    FailuresExperiment.run(scope.of(3), kind)
        .ifPresentOrElse(
            results::add,
            () ->
                results.omit(
                    "A %s server was not tried: this balancer's are out of reach for that."
                        .formatted(kind.label())));
  }

  private void compare(Variant variant) {
    ComparisonExperiment.run(scope.of(4), variant)
        .ifPresentOrElse(
            results::add,
            () ->
                results.omit(
                    "“%s” was not tried: that takes a balancer with other settings."
                        .formatted(variant.label())));
  }

  private static List<Variant> variants(AnalysisPlan plan) {
    return plan.brief() ? List.of(Variant.SPREAD, Variant.MAGLEV) : Variant.ALL;
  }

  /** A guess, in seconds. */
  private static double cost(AnalysisPlan plan, Source source) {
    double cost = plan.has(Experiment.A1) ? SharesExperiment.cost() : 0;
    if (plan.has(Experiment.A2)) {
      cost += ScalingExperiment.cost(plan.requests(), plan.rate());
    }
    if (plan.has(Experiment.A3)) {
      cost += ContractExperiment.cost();
      for (Failure kind : Failure.values()) {
        boolean possible = kind != Failure.SICK || source.startsItsOwn();
        cost += possible ? plan.trials() * FailuresExperiment.cost(kind) : 0;
      }
    }
    if (plan.has(Experiment.A4)) {
      cost += variants(plan).size() * ComparisonExperiment.cost(plan.requests());
    }
    return cost;
  }
}
