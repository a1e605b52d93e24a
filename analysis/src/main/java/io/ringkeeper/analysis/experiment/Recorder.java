package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.load.Outcome;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Keeps when each request was due, how long it took and who answered. */
final class Recorder implements Consumer<Outcome> {

  private static final double MILLIS = 1e6;

  private final Traffic traffic;
  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<String, LongAdder> reasons = new ConcurrentSkipListMap<>();

  /** One request; the owner is nobody if there was no good answer. */
  private record Entry(long startNanos, float millis, int owner) {}

  Recorder(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public void accept(Outcome outcome) {
    float millis = (float) ((outcome.endNanos() - outcome.startNanos()) / MILLIS);
    if (!outcome.isGood()) {
      String reason =
          outcome.status() == 0 ? String.valueOf(outcome.error()) : "status " + outcome.status();
      reasons.computeIfAbsent(reason, any -> new LongAdder()).increment();
    }
    entries.add(new Entry(outcome.startNanos(), millis, traffic.owner(outcome)));
  }

  /** How many requests got no good answer, by the reason. */
  SortedMap<String, Long> failed() {
    SortedMap<String, Long> failed = new TreeMap<>();
    reasons.forEach((reason, count) -> failed.put(reason, count.sum()));
    return failed;
  }

  int requests() {
    return entries.size();
  }

  double longest() {
    return entries.stream().mapToDouble(Entry::millis).max().orElse(0);
  }

  /** Requests of each moment by who answered, and the slowest of each moment. */
  record Moments(Map<Integer, int[]> byServer, List<Double> slowest) {}

  /** The moments from {@code beginNanos}, so many of this length. */
  Moments moments(long beginNanos, long stepNanos, int count, Collection<Integer> servers) {
    Map<Integer, int[]> byServer = new TreeMap<>();
    servers.forEach(ordinal -> byServer.put(ordinal, new int[count]));
    double[] slowest = new double[count];
    for (Entry entry : entries) {
      long moment = Math.floorDiv(entry.startNanos - beginNanos, stepNanos);
      if (moment >= 0 && moment < count) {
        int at = (int) moment;
        slowest[at] = Math.max(slowest[at], entry.millis);
        int[] counts = byServer.get(entry.owner);
        if (counts != null) {
          counts[at]++;
        }
      }
    }
    return new Moments(byServer, Arrays.stream(slowest).boxed().toList());
  }
}
