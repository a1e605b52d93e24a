package io.ringkeeper.analysis.stats;

import io.ringkeeper.analysis.plan.PlannedFleet;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of all six-digit ids that belong to the servers of a table: each id is looked up. */
public final class Shares {

  /** The first and the last of the ids. */
  public static final int FIRST = 100_000;

  public static final int LAST = 999_999;

  private Shares() {}

  /** By ordinal; they sum up to 1. Servers that own nothing have 0. */
  public static SortedMap<Integer, Double> of(PlannedFleet.Table table) {
    int[] counts = new int[table.byIndex().size()];
    for (long key = FIRST; key <= LAST; key++) {
      counts[table.lookup().ownerOf(table.lookup().slotOf(key))]++;
    }
    SortedMap<Integer, Double> parts = new TreeMap<>();
    for (int index = 0; index < counts.length; index++) {
      parts.put(table.byIndex().get(index).ordinal(), counts[index] / (double) (LAST - FIRST + 1));
    }
    return parts;
  }
}
