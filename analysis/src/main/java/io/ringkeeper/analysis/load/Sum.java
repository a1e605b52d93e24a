package io.ringkeeper.analysis.load;

import io.ringkeeper.analysis.load.LoadReport.Ending;
import java.time.Duration;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The tallies of all event loops, added up. */
final class Sum {

  /** Names with numbers in the order of the numbers. */
  private static final Comparator<String> BY_LENGTH_THEN_TEXT =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  final SortedMap<Integer, Long> byStatus = new TreeMap<>();
  final SortedMap<String, Long> byReplica = new TreeMap<>(BY_LENGTH_THEN_TEXT);
  final SortedMap<LoadError, Long> errors = new TreeMap<>();
  final Histogram latency = Tally.histogram();
  long bytesIn;
  long bytesOut;
  long inFlight;
  long lastNanos;

  long sent() {
    return LoadReport.sum(byStatus) + LoadReport.sum(errors) + inFlight;
  }

  LoadReport report(Ending ending, Duration took, long unsent) {
    return new LoadReport(
        ending, took, byStatus, byReplica, errors, inFlight, unsent, latency, bytesIn, bytesOut);
  }
}
