package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Source;

/**
 * What every experiment goes by.
 *
 * @param requests of each measurement
 * @param trials of each kind of failure
 * @param rate of open loops, requests per second
 * @param seed of the random ids of this experiment
 */
public record Scope(
    Source source, int requests, int trials, int rate, long seed, Progress progress) {

  /** Seeds of experiments are so far apart; each makes some of its own nearby. */
  private static final long APART = 1_000_003;

  /**
   * The same with other ids: those of experiment {@code number}, 1 to 4. What two experiments find
   * with the same ids would be one finding.
   */
  public Scope of(int number) {
    return new Scope(source, requests, trials, rate, seed + number * APART, progress);
  }
}
