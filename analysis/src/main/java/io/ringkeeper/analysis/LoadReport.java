package io.ringkeeper.analysis;

import java.time.Duration;
import java.util.SortedMap;

/**
 * What came of a load.
 *
 * @param byStatus how many answers had which status
 * @param byServer how many answers came from which {@code SERVER_ID}
 * @param errors how many requests got no whole answer, by the reason
 * @param took from the first request to the last answer
 */
public record LoadReport(
    SortedMap<Integer, Long> byStatus,
    SortedMap<String, Long> byServer,
    SortedMap<String, Long> errors,
    Duration took) {

  /** Requests that were not answered with a 2xx. */
  public long failed() {
    long refused =
        byStatus.entrySet().stream()
            .filter(entry -> entry.getKey() / 100 != 2)
            .mapToLong(entry -> entry.getValue())
            .sum();
    return refused + errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Answers of any kind. */
  public long answered() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }
}
