package io.ringkeeper.hashing;

import java.util.Arrays;

/**
 * Takes slots away from members that own too many and gives them to those that they like next.
 *
 * <p>In rounds, every slot without an owner asks the member that it likes best of those that have
 * room. A member that more slots ask than it has room for takes as many as fit, in the order of a
 * number that depends on the slot and the member alone, and is full from then on. In the first
 * round every slot asks. All slots of a round ask at the same time, so that no order of members or
 * slots comes in, and the outcome is a function of the set of members.
 *
 * <p>Few slots move between two members because of a third: a member that is full keeps nearly the
 * same slots, for the order in which it prefers them stays, and how many it has too many changes by
 * little.
 */
final class Capping {

  private final Members members;
  private final Scores scores;
  private final int[] owners;
  private final int[] room;

  /**
   * @param owners who is liked best at each slot; will be changed
   */
  Capping(Members members, double cap, Scores scores, int[] owners) {
    this.members = members;
    this.scores = scores;
    this.owners = owners;
    this.room = limits(cap);
  }

  private int[] limits(double cap) {
    long total = members.totalWeight();
    int[] limits = new int[members.size()];
    for (int index = 0; index < limits.length; index++) {
      double share = (double) owners.length * members.weightAt(index) / total;
      double most = Math.max(Math.floor(cap * share), Math.ceil(share)); // so that all slots fit
      limits[index] = (int) Math.min(owners.length, most);
    }
    return limits;
  }

  void run() {
    int[] asking = new int[owners.length];
    Arrays.setAll(asking, slot -> slot);
    while (asking.length > 0) {
      asking = admit(asking);
      for (int slot : asking) {
        owners[slot] = bestWithRoom(slot);
      }
    }
  }

  /** Lets members take the slots that ask them; the slots that were not taken. */
  private int[] admit(int[] asking) {
    int[] asked = new int[room.length];
    for (int slot : asking) {
      asked[owners[slot]]++;
    }
    int[] refused = new int[asking.length];
    int count = 0;
    for (int index = 0; index < room.length; index++) {
      if (asked[index] > room[index]) {
        long[] preferred = preferred(asking, index, asked[index]);
        for (int i = room[index]; i < preferred.length; i++) {
          refused[count++] = (int) preferred[i] & 0xffff;
        }
      }
      room[index] = Math.max(0, room[index] - asked[index]);
    }
    return Arrays.copyOf(refused, count);
  }

  /** The slots that ask a member, those that it prefers first, with their numbers above them. */
  private long[] preferred(int[] asking, int index, int count) {
    long[] preferred = new long[count];
    int at = 0;
    for (int slot : asking) {
      if (owners[slot] == index) {
        int number = Mixing.mix32(scores.draw(slot, index) + 1);
        preferred[at++] = (long) number << Integer.SIZE | slot;
      }
    }
    Arrays.sort(preferred);
    return preferred;
  }

  private int bestWithRoom(int slot) {
    int best = LookupTable.NONE;
    for (int index = 0; index < room.length; index++) {
      if (room[index] > 0 && (best < 0 || scores.isBetter(slot, index, best))) {
        best = index;
      }
    }
    return best;
  }
}
