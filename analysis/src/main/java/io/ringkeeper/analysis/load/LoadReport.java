package io.ringkeeper.analysis.load;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * What came of a load, at its end or until now.
 *
 * @param ending why it ended; {@link Ending#NOT_YET} while it runs
 * @param took from the start to the last outcome, or until now
 * @param byStatus how many answers had which status
 * @param byReplica how many answers name which replica
 * @param errors how many requests got no whole answer, by the reason
 * @param inFlight requests that were neither answered nor given up
 * @param unsent requests of an open loop that were due and not sent, as no connection was free
 * @param latency of the answers, in nanoseconds; a copy
 * @param bytesIn what was received
 * @param bytesOut what was sent
 */
public record LoadReport(
    Ending ending,
    Duration took,
    SortedMap<Integer, Long> byStatus,
    SortedMap<String, Long> byReplica,
    SortedMap<LoadError, Long> errors,
    long inFlight,
    long unsent,
    Histogram latency,
    long bytesIn,
    long bytesOut) {

  static final int FIRST_BAD_STATUS = 400;

  private static final double NANOS = 1e9;

  /** Why a load ended. */
  public enum Ending {
    /** It has not ended. */
    NOT_YET,
    /** Its number of requests was sent. */
    REQUESTS,
    /** Its time was over. */
    DURATION,
    /** It was told to. */
    STOPPED,
    /** For longer than its patience no connection could be made. */
    NOBODY_THERE
  }

  /** Answers of any kind. */
  public long answered() {
    return sum(byStatus);
  }

  /** Requests without a whole answer. */
  public long errorCount() {
    return sum(errors);
  }

  /** Everything that was sent, or that was tried to be. */
  public long sent() {
    return answered() + errorCount() + inFlight;
  }

  /** Errors, and answers with 4xx and 5xx. */
  public long failed() {
    return errorCount() + sum(byStatus.tailMap(FIRST_BAD_STATUS));
  }

  /** Answers that name no replica. */
  public long unnamed() {
    return answered() - sum(byReplica);
  }

  /** Answers per second. */
  public double perSecond() {
    return took.isPositive() ? answered() / (took.toNanos() / NANOS) : 0;
  }

  static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
