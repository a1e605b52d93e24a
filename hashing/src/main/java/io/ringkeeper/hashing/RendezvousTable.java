package io.ringkeeper.hashing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rendezvous hashing, or highest random weight, for 65,536 slots instead of for every key: each
 * slot belongs to the member that it likes best. No slot moves between two members because of a
 * third; in return shares are only as even as chance makes them, unless they are <em>capped</em>.
 * Immutable, so any thread may read it.
 *
 * <h2>Algorithm</h2>
 *
 * <p>The slot of a key is the upper 16 bits of mix64(key). {@link Scores} says who is liked best,
 * in O(members) for each slot when the table is built. The failover order of a slot is its owner,
 * then the others as it likes them: where a member that is down leaves for good, its slots stay
 * where they are.
 *
 * <p>With a cap no member owns more than {@code ⌊cap · its fair share⌋} slots, or one more than its
 * fair share where that is all the cap leaves it; {@link Capping} explains how.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">D. Thaler, C. Ravishankar: Using Name-Based
 *     Mappings to Increase Hit Rates, IEEE/ACM Transactions on Networking 6, 1998</a>
 * @see <a href="https://doi.org/10.1007/11522613_14">C. Schindelhauer, G. Schomaker: Weighted
 *     Distributed Hash Tables, SPAA 2005</a>, for the weights
 */
public final class RendezvousTable extends LookupTable {

  /** The number of slots, and the most members. */
  public static final int SLOTS = Scores.SLOTS;

  /** The cap that caps nothing. */
  public static final double NO_CAP = Double.POSITIVE_INFINITY;

  private final double cap;
  private final Scores scores;

  private RendezvousTable(Members members, double cap, Scores scores) {
    super(members, owners(members, cap, scores));
    this.cap = cap;
    this.scores = scores;
  }

  /**
   * The table of these members.
   *
   * @param cap how much more than its fair share a member may own, 1 or more, or {@link #NO_CAP}
   * @throws IllegalArgumentException if the cap is less than 1, or not a number
   * @throws IllegalStateException if there are more members than {@link #SLOTS}
   */
  public static RendezvousTable of(Members members, double cap) {
    requireCap(cap);
    if (members.size() > SLOTS) {
      throw new IllegalStateException(
          "%d servers do not fit: a rendezvous table holds %d".formatted(members.size(), SLOTS));
    }
    return new RendezvousTable(members, cap, new Scores(members));
  }

  static void requireCap(double cap) {
    if (!(cap >= 1)) {
      throw new IllegalArgumentException("a cap must be 1 or more, not " + cap);
    }
  }

  private static int[] owners(Members members, double cap, Scores scores) {
    if (members.size() == 0) {
      int[] nobody = new int[SLOTS];
      Arrays.fill(nobody, NONE);
      return nobody;
    }
    int[] owners = scores.winners();
    if (cap < NO_CAP) {
      new Capping(members, cap, scores, owners).run();
    }
    return owners;
  }

  /** How much more than its fair share a member may own, or {@link #NO_CAP}. */
  public double cap() {
    return cap;
  }

  @Override
  public int slotOf(long key) {
    return (int) (Mixing.mix64(key) >>> 48);
  }

  @Override
  int after(int slot, int previous, int step) {
    int owner = owners[slot];
    int best = NONE;
    for (int index = 0; index < size(); index++) {
      if (index != owner
          && (step == 1 || scores.isBetter(slot, previous, index))
          && (best == NONE || scores.isBetter(slot, index, best))) {
        best = index;
      }
    }
    return best;
  }

  @Override
  String noun() {
    return "rendezvous table";
  }

  /**
   * FNV-1a (64 bits) over the bytes of 'r', of the cap as a double, of the members, and of the
   * index of every slot's owner from 0, each an int of four bytes, the lowest first.
   */
  @Override
  public long digest() {
    Fnv fnv = new Fnv().add('r').add(Double.doubleToLongBits(cap)).add(members);
    for (int owner : owners) {
      fnv.add(owner);
    }
    return fnv.hash();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RendezvousTable that && cap == that.cap && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return 31 * members.hashCode() + Double.hashCode(cap);
  }

  @Override
  public String toString() {
    return "RendezvousTable[members=%s, cap=%s, digest=%016x]".formatted(members, cap, digest());
  }
}
