package io.ringkeeper.balancer.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one event loop. Only that loop writes them, so that counting is a plain addition
 * with an ordered store; anybody may read. A scrape sums over the loops.
 */
public final class LoopCounters {

  /** What is counted. */
  public enum Counter {
    CONNECTIONS,
    OPEN_CONNECTIONS,
    TURNED_AWAY,
    REQUESTS,
    ANSWERS_1XX,
    ANSWERS_2XX,
    ANSWERS_3XX,
    ANSWERS_4XX,
    ANSWERS_5XX,
    RETRIES,
    RETRIES_DENIED,
    FAILURES,
    STALE,
    UPSTREAMS,
    OPEN_UPSTREAMS,
    WAITS,
    WAITING,
    TUNNELS,
    OPEN_TUNNELS,
    REJECTIONS,
    CANCELLATIONS,
    LOG_DROPPED
  }

  private final AtomicLongArray counts = new AtomicLongArray(Counter.values().length);
  private final Map<Integer, ReplicaCounters> replicas = new ConcurrentHashMap<>();
  private final Histogram durations = new Histogram();
  private final Histogram firstBytes = new Histogram();

  public long get(Counter counter) {
    return counts.get(counter.ordinal());
  }

  public void count(Counter counter) {
    add(counter, 1);
  }

  /** How long proxied requests took. */
  public Histogram durations() {
    return durations;
  }

  /** How long replicas took to begin their answers. */
  public Histogram firstBytes() {
    return firstBytes;
  }

  /** The counters of an ordinal; for the loop alone, and not for each request. */
  public ReplicaCounters replica(int ordinal) {
    return replicas.computeIfAbsent(ordinal, unseen -> new ReplicaCounters());
  }

  /** The counters of every ordinal that was met. */
  Map<Integer, ReplicaCounters> replicas() {
    return replicas;
  }

  /** Counts an answer by the class of its status. */
  public void answer(int status) {
    add(Counter.ANSWERS_1XX.ordinal() + status / 100 - 1, 1);
  }

  /** Counts one that comes: all that ever came, and those that are there. */
  public void enter(Counter ever, Counter now) {
    count(ever);
    count(now);
  }

  /** Counts one that goes. */
  public void leave(Counter now) {
    add(now, -1);
  }

  private void add(Counter counter, long change) {
    add(counter.ordinal(), change);
  }

  private void add(int index, long change) {
    counts.lazySet(index, counts.get(index) + change);
  }
}
