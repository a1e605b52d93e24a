package io.ringkeeper.analysis.load;

import io.ringkeeper.analysis.load.Replicas.Replica;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What an event loop has counted. Confined to it. */
final class Tally {

  private static final int STATUSES = 1000;
  private static final long FINEST_NANOS = 1_000;
  private static final long LONGEST_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 3;
  private static final LoadError[] ERRORS = LoadError.values();

  final Replicas replicas;
  private final long[] byStatus = new long[STATUSES];
  private final long[] errors = new long[ERRORS.length];
  private final Histogram latency = histogram();
  private long bytesIn;
  private long bytesOut;
  private long inFlight;
  private long lastNanos;

  Tally(ReplicaName how, long startNanos) {
    replicas = new Replicas(how);
    lastNanos = startNanos;
  }

  static Histogram histogram() {
    return new Histogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
  }

  void begun() {
    inFlight++;
  }

  void sent(int bytes) {
    bytesOut += bytes;
  }

  void received(int bytes) {
    bytesIn += bytes;
  }

  void answered(int status, Replica replica, long start, long end) {
    inFlight--;
    byStatus[status]++;
    replica.count();
    latency.recordValue(Math.clamp(end - start, 0, LONGEST_NANOS));
    lastNanos = end;
  }

  void failed(LoadError error, long end) {
    inFlight--;
    errors[error.ordinal()]++;
    lastNanos = end;
  }

  long lastNanos() {
    return lastNanos;
  }

  long inFlight() {
    return inFlight;
  }

  void addTo(Sum sum) {
    for (int status = 0; status < STATUSES; status++) {
      add(sum.byStatus, status, byStatus[status]);
    }
    for (LoadError error : ERRORS) {
      add(sum.errors, error, errors[error.ordinal()]);
    }
    replicas.forEach((name, answers) -> add(sum.byReplica, name, answers));
    sum.latency.add(latency);
    sum.bytesIn += bytesIn;
    sum.bytesOut += bytesOut;
    sum.inFlight += inFlight;
    sum.lastNanos = Math.max(sum.lastNanos, lastNanos);
  }

  private static <K> void add(Map<K, Long> counts, K key, long more) {
    if (more > 0) {
      counts.merge(key, more, Long::sum);
    }
  }
}
