package io.ringkeeper.balancer.engine.docker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The replicas that were given up or removed last, some thousand of them. A container of theirs
 * that shows up later, because an engine was slow to do what it was told, has to go.
 */
final class Departed {

  private static final int MOST = 1_000;

  private final Map<Long, Long> departedNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST;
        }
      };

  void add(long generation, long nowNanos) {
    departedNanos.put(generation, nowNanos);
  }

  boolean contains(long generation) {
    return departedNanos.containsKey(generation);
  }

  /** Whether it was gone at that time. */
  boolean before(long generation, long nanos) {
    Long departed = departedNanos.get(generation);
    return departed != null && departed - nanos < 0;
  }
}
