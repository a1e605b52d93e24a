package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an analysis has found until now. Filled in by one thread, part after part. */
public final class Results {

  /** So many of all reports may cry out by chance alone. */
  static final double FALSE_ALARMS = 0.001;

  private final Origin origin;
  private Optional<Sample> shares = Optional.empty();
  private Optional<Scaling> scaling = Optional.empty();
  private List<Check> checks = List.of();
  private final List<Failures> failures = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<String> omitted = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private boolean finished;
  private Duration took = Duration.ZERO;

  /**
   * Where results are from.
   *
   * @param command that was given
   * @param commit of the program, or {@code unknown}
   * @param date in UTC
   * @param machine cores, system, Java
   * @param source the balancers that were looked at
   */
  public record Origin(
      String command,
      String commit,
      String date,
      String machine,
      String source,
      int requests,
      int trials,
      int rate) {}

  public Results(Origin origin) {
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  public Optional<Sample> shares() {
    return shares;
  }

  public void shares(Sample sample) {
    shares = Optional.of(sample);
  }

  public Optional<Scaling> scaling() {
    return scaling;
  }

  public void scaling(Scaling found) {
    scaling = Optional.of(found);
  }

  public List<Check> checks() {
    return checks;
  }

  public void checks(List<Check> found) {
    checks = List.copyOf(found);
  }

  public List<Failures> failures() {
    return failures;
  }

  public void add(Failures found) {
    failures.add(found);
  }

  public List<Comparison> comparisons() {
    return comparisons;
  }

  /** What came of this way to share keys, by its key. */
  public Optional<Comparison> comparison(String key) {
    return comparisons.stream().filter(c -> c.variant().key().equals(key)).findFirst();
  }

  public void add(Comparison found) {
    comparisons.add(found);
  }

  /** What this balancer cannot show, as sentences. */
  public List<String> omitted() {
    return omitted;
  }

  public void omit(String sentence) {
    omitted.add(sentence);
  }

  /** What went wrong, as sentences. */
  public List<String> troubles() {
    return troubles;
  }

  public void trouble(String sentence) {
    troubles.add(sentence);
  }

  /** All that was asked for has been done. */
  public void finish(Duration time) {
    finished = true;
    took = time;
  }

  /** It ended before all was done. */
  public void breakOff(Duration time) {
    took = time;
  }

  /** Whether everything that was asked for is here. */
  public boolean isComplete() {
    return finished && troubles.isEmpty();
  }

  /** What was found that must not be, as sentences. */
  public List<String> against() {
    List<String> found = new ArrayList<>();
    if (failed() > 0) {
      found.add(Findings.failed(failed(), requests()) + ".");
    }
    checks.stream()
        .filter(check -> check.verdict() == Check.Verdict.WRONG)
        .forEach(check -> found.add("Not as the contract says: " + check.request() + "."));
    long elsewhere = unbounded().mapToLong(Sample::elsewhere).sum();
    if (elsewhere > 0) {
      found.add(Words.count(elsewhere) + " answers came from another server than their id's.");
    }
    unbounded()
        .filter(sample -> !sample.againstPrediction().agrees(leastChance()))
        .forEach(sample ->
            found.add(
                "With %d servers, counts do not agree with the prediction: %s, not about %s."
                    .formatted(
                        sample.servers(),
                        Findings.list(sample.counts().values()),
                        Findings.list(Findings.predicted(sample)))));
    return found;
  }

  /** How many samples are tested against what was predicted for them. */
  int tests() {
    return (int) unbounded().count();
  }

  /**
   * What is less likely than this is not put down to chance, here as everywhere in the report. One
   * of a thousand samples is that far off by chance, and there are many.
   */
  double leastChance() {
    return FALSE_ALARMS / Math.max(1, tests());
  }

  public Duration took() {
    return took;
  }

  /** All requests that were counted, and those of them that failed. */
  public long requests() {
    return counted().mapToLong(Sample::requests).sum()
        + scaling.map(s -> s.latencies().size() * (long) origin.requests).orElse(0L)
        + failures.stream().mapToLong(Failures::requests).sum();
  }

  public long failed() {
    return counted().mapToLong(Sample::failed).sum()
        + scaling.map(Scaling::failed).orElse(0L)
        + failures.stream().mapToLong(Failures::failed).sum();
  }

  /** Every sample there is. */
  private Stream<Sample> counted() {
    return Stream.concat(
        unbounded(),
        comparisons.stream()
            .map(Comparison::bounded)
            .filter(java.util.Objects::nonNull)
            .flatMap(g -> g.counted().stream()));
  }

  private Stream<Sample> unbounded() {
    return Stream.of(
            shares.stream(),
            scaling.stream().flatMap(s -> s.growth().counted().stream()),
            comparisons.stream().flatMap(c -> c.growth().counted().stream()))
        .flatMap(stream -> stream);
  }
}
