package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.stats.ChiSquare;
import io.ringkeeper.analysis.stats.Spread;
import java.util.SortedMap;

/**
 * What some requests showed of how they are shared.
 *
 * @param requests that were sent
 * @param failed those without a good answer
 * @param counts by ordinal, of all servers, also those that got none
 * @param predicted the parts of all ids that the table gives to each
 * @param elsewhere answers from another server than the table names for their id
 * @param perSecond answers per second, flat out
 * @param digest of the balancer's table, in hexadecimal
 */
public record Sample(
    int requests,
    long failed,
    SortedMap<Integer, Long> counts,
    SortedMap<Integer, Double> predicted,
    long elsewhere,
    double perSecond,
    String digest) {

  public int servers() {
    return counts.size();
  }

  public long answered() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Of the counts. */
  public Spread spread() {
    return Spread.of(counts.values());
  }

  /** The counts against what was predicted. */
  public ChiSquare againstPrediction() {
    return ChiSquare.of(counts, predicted);
  }

  /** The counts against equal shares. */
  public ChiSquare againstFair() {
    SortedMap<Integer, Double> fair = new java.util.TreeMap<>();
    counts.keySet().forEach(ordinal -> fair.put(ordinal, 1.0 / servers()));
    return ChiSquare.of(counts, fair);
  }

  /** The part of the answers that each gave. */
  public SortedMap<Integer, Double> parts() {
    SortedMap<Integer, Double> parts = new java.util.TreeMap<>();
    counts.forEach(
        (ordinal, count) -> parts.put(ordinal, (double) count / Math.max(1, answered())));
    return parts;
  }
}
