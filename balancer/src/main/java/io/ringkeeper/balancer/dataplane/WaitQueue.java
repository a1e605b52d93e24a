package io.ringkeeper.balancer.dataplane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that wait for a connection to one replica: who comes first is served first, and who
 * leaves is forgotten. Confined to one event loop.
 */
final class WaitQueue {

  private final int limit;
  private final SequencedMap<Exchange, Long> since = new LinkedHashMap<>();

  WaitQueue(int limit) {
    this.limit = limit;
  }

  int size() {
    return since.size();
  }

  /** Appends; false if the queue is full. */
  boolean add(Exchange exchange, long now) {
    return since.size() < limit && since.put(exchange, now) == null;
  }

  /** Whether it was there. */
  boolean remove(Exchange exchange) {
    return since.remove(exchange) != null;
  }

  /** Takes who has waited longest, or null. */
  @Nullable Exchange poll() {
    Map.Entry<Exchange, Long> first = since.pollFirstEntry();
    return first == null ? null : first.getKey();
  }

  /** Takes all that have waited for so long. */
  List<Exchange> pollOverdue(long now, Duration patience) {
    List<Exchange> overdue = new ArrayList<>();
    Map.Entry<Exchange, Long> first = since.firstEntry();
    while (first != null && now - first.getValue() >= patience.toNanos()) {
      overdue.add(first.getKey());
      since.pollFirstEntry();
      first = since.firstEntry();
    }
    return overdue;
  }
}
