package io.ringkeeper.analysis.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringkeeper.analysis.plan.PlannedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The replicas of a balancer by ordinal, and how to have more or fewer of them. */
public final class Replicas {

  private static final int NAME_TRIES = 150;
  private static final long PAUSE_NANOS = 100_000_000;

  private final Api api;

  public Replicas(Api api) {
    this.api = api;
  }

  /** The fleet as the balancer's table tells it. */
  public PlannedFleet fleet() {
    return PlannedFleet.of(api.table());
  }

  /** Names by ordinal. */
  public SortedMap<Integer, String> names() {
    SortedMap<Integer, String> names = new TreeMap<>();
    fleet().replicas().forEach((ordinal, replica) -> names.put(ordinal, replica.name()));
    return names;
  }

  /** Waits a while for replacements that have no name yet, because they are being started. */
  void awaitNames() {
    for (int tries = 0; tries < NAME_TRIES; tries++) {
      boolean complete = true;
      for (JsonNode member : api.table().path("members")) {
        complete &= member.path("name").isTextual();
      }
      if (complete) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * The table that the library makes of the same fleet, having seen that it is the balancer's.
   *
   * @throws AnalysisException if the two differ
   */
  public PlannedFleet.Table table() {
    JsonNode told = api.table();
    PlannedFleet.Table table = PlannedFleet.of(told).table();
    String own = "%016x".formatted(table.lookup().digest());
    String theirs = told.path("digest").asText();
    if (!own.equals(theirs)) {
      throw new AnalysisException(
          "the balancer's table is %s, but its members give %s".formatted(theirs, own));
    }
    return table;
  }

  /**
   * Sees that there are {@code n}, with the ordinals 1 to n; the newest go first.
   *
   * @throws AnalysisException if the balancer does not do it
   */
  public void resize(int n) {
    awaitNames(); // who is being replaced has none by which it could be removed
    SortedMap<Integer, String> names = names();
    List<String> extra = new ArrayList<>(names.tailMap(n + 1).values());
    if (!extra.isEmpty()) {
      api.remove(extra);
    }
    int missing = n - names.headMap(n + 1).size();
    if (missing > 0) {
      api.add(missing, List.of());
    }
  }

  /** Removes one. */
  public void remove(int ordinal) {
    String name = names().get(ordinal);
    if (name != null) {
      api.remove(List.of(name));
    }
  }
}
