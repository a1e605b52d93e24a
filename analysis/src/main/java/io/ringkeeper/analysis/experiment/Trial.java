package io.ringkeeper.analysis.experiment;

import java.util.OptionalDouble;

/**
 * One failure. Times are milliseconds from when the replica was made to fail.
 *
 * @param ordinal of the replica
 * @param detected when {@code /rep} had it no more, or when the balancer said that another starts
 *     in its place, if that was heard earlier: {@code /rep} is only asked now and then
 * @param replaced when the balancer said that another starts in its place, if that was heard
 * @param recovered when {@code /rep} had as many as before
 */
public record Trial(int ordinal, double detected, OptionalDouble replaced, double recovered) {

  /** What was seen of one failure, from outside and in what the balancer said. */
  static Trial seen(int ordinal, double unlisted, OptionalDouble replaced, double recovered) {
    double detected = Math.min(unlisted, replaced.orElse(unlisted));
    return new Trial(ordinal, detected, replaced, recovered);
  }
}
