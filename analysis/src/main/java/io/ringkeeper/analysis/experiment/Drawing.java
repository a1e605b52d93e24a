package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.stats.Shares;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Ring;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The places of a table that can be drawn: all of a small one. Of a large ring as many, at equal
 * distances; of other tables the first ones, since neighbours there have nothing in common.
 */
record Drawing(List<Integer> owners, SortedMap<Integer, Integer> stands) {

  /** More cannot be told apart on a circle. */
  static final int PLACES = 512;

  static Drawing of(PlannedFleet.Table table) {
    LookupTable lookup = table.lookup();
    int places = Math.min(PLACES, lookup.slots());
    boolean inOrder = lookup instanceof Ring;
    BitSet reached = reached(lookup);
    List<Integer> owners = new ArrayList<>();
    SortedMap<Integer, Integer> stands = new TreeMap<>();
    for (int place = 0; place < places; place++) {
      int slot = inOrder ? (int) ((long) place * lookup.slots() / places) : place;
      owners.add(reached.get(slot) ? table.ownerOfSlot(slot).ordinal() : 0);
      if (lookup instanceof Ring ring
          && places == lookup.slots()
          && ring.virtualServerAt(slot) >= 0) {
        stands.put(place, ordinal(table, ring.virtualServerAt(slot)));
      }
    }
    return new Drawing(owners, stands);
  }

  private static int ordinal(PlannedFleet.Table table, int id) {
    return table.byIndex().get(table.lookup().members().indexOf(id)).ordinal();
  }

  private static BitSet reached(LookupTable lookup) {
    BitSet reached = new BitSet(lookup.slots());
    for (long key = Shares.FIRST; key <= Shares.LAST; key++) {
      reached.set(lookup.slotOf(key));
    }
    return reached;
  }
}
