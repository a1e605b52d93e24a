package io.ringkeeper.hashing;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A Maglev table: 65,537 slots that the members take in turns, each by a permutation of its own,
 * until all are taken. Nearly perfect shares; when a member comes or goes, a few slots more than
 * its own change hands. Immutable, so any thread may read it.
 *
 * <h2>Algorithm</h2>
 *
 * <pre>
 *   h           = mix64(id)                        M = 65,537, a prime
 *   offset      = ⌊M · mix64(h + γ) / 2⁶⁴⌋         0 .. M − 1
 *   skip        = ⌊(M − 1) · mix64(h + 2γ) / 2⁶⁴⌋ + 1     1 .. M − 1
 *   member's j-th wish = offset + j · skip  mod M  a permutation, for M is prime
 *   slot of a key      = ⌊M · mix64(key) / 2⁶⁴⌋
 * </pre>
 *
 * <p>mix64 is that of {@code java.util.SplittableRandom}, γ its golden ratio. In rounds and in
 * ascending order of ids, each member takes the first of its remaining wishes that is free. With
 * weights a member has its turn in the first round, and then whenever {@code round · weight} has
 * reached the next multiple of the largest weight, as in Envoy; so every member has a slot.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi16/technical-sessions/presentation/eisenbud">
 *     D. Eisenbud et al.: Maglev: A Fast and Reliable Software Network Load Balancer, NSDI 2016</a>
 */
public final class MaglevTable extends LookupTable {

  /** The number of slots, and the most members. */
  public static final int SLOTS = 65_537;

  /** When so many slots are left, four wishes are looked at together. */
  private static final int HALF = SLOTS / 2;

  /**
   * The last slots are asked instead, since a wish would hardly ever find one of them. Less than 2
   * to the power of PLACE_BITS.
   */
  private static final int LAST = 200;

  /** Bits for the place of one of the last slots, beside its distance of 17 bits. */
  private static final int PLACE_BITS = 8;

  private MaglevTable(Members members) {
    super(members, fill(members));
  }

  /**
   * The table of these members.
   *
   * @throws IllegalStateException if there are more than {@link #SLOTS}
   */
  public static MaglevTable of(Members members) {
    if (members.size() > SLOTS) {
      throw new IllegalStateException(
          "%d servers do not fit: a Maglev table holds %d".formatted(members.size(), SLOTS));
    }
    return new MaglevTable(members);
  }

  private static int[] fill(Members members) {
    int size = members.size();
    int[] offset = new int[size];
    int[] skip = new int[size];
    for (int index = 0; index < size; index++) {
      long hash = Mixing.mix64(members.idAt(index));
      offset[index] = Mixing.reduce(Mixing.draw(hash, 1), SLOTS);
      skip[index] = Mixing.reduce(Mixing.draw(hash, 2), SLOTS - 1) + 1;
    }
    return fill(members, offset, skip);
  }

  /** The index of the owner of each slot, by the wishes that begin so. The offsets are used up. */
  static int[] fill(Members members, int[] offset, int[] skip) {
    int[] owners = new int[SLOTS];
    if (members.size() == 0) {
      Arrays.fill(owners, NONE);
      return owners;
    }
    int[] next = offset;
    Turns turns = new Turns(members);
    // Eight kibibytes that say what is free stay in the first-level cache; the owners would not.
    long[] free = new long[(SLOTS + Long.SIZE - 1) / Long.SIZE];
    Arrays.fill(free, -1);
    free[free.length - 1] = -1L >>> (free.length * Long.SIZE - SLOTS);
    fillHalf(owners, free, turns, next, skip);
    fillMore(owners, free, turns, next, skip);
    fillLast(owners, BitSet.valueOf(free).stream().toArray(), turns, next, skip);
    return owners;
  }

  private static void fillHalf(int[] owners, long[] free, Turns turns, int[] next, int[] skip) {
    for (int left = SLOTS; left > HALF; left--) {
      int index = turns.next();
      int slot = next[index];
      int stride = skip[index];
      while ((free[slot >>> 6] & 1L << slot) == 0) {
        slot = beyond(slot, stride);
      }
      free[slot >>> 6] ^= 1L << slot;
      owners[slot] = index;
      next[index] = beyond(slot, stride);
    }
  }

  /**
   * Looks at four wishes at a time. A processor foresees badly how many wishes it takes to find a
   * free slot, and an error costs it more than to look at some in vain.
   */
  private static void fillMore(int[] owners, long[] free, Turns turns, int[] next, int[] skip) {
    for (int left = HALF; left > LAST; left--) {
      int index = turns.next();
      int stride = skip[index];
      int two = beyond(stride, stride);
      int four = beyond(two, two);
      int first = next[index];
      int second = beyond(first, stride);
      int third = beyond(first, two);
      int fourth = beyond(second, two);
      int found = isFree(free, first, second, third, fourth);
      while (found == 0) {
        first = beyond(first, four);
        second = beyond(second, four);
        third = beyond(third, four);
        fourth = beyond(fourth, four);
        found = isFree(free, first, second, third, fourth);
      }
      int slot = modulo(first + (long) Integer.numberOfTrailingZeros(found) * stride);
      free[slot >>> 6] ^= 1L << slot;
      owners[slot] = index;
      next[index] = beyond(slot, stride);
    }
  }

  /** A bit for each that is free, the lowest for the first. */
  private static int isFree(long[] free, int first, int second, int third, int fourth) {
    return isFree(free, first)
        | isFree(free, second) << 1
        | isFree(free, third) << 2
        | isFree(free, fourth) << 3;
  }

  private static int isFree(long[] free, int slot) {
    return (int) (free[slot >>> 6] >>> slot) & 1;
  }

  /**
   * Gives away the last free slots. A member would pass by {@code SLOTS / free} others on the way
   * to its next one; to ask each that is free how far it is takes less.
   */
  private static void fillLast(int[] owners, int[] free, Turns turns, int[] next, int[] skip) {
    for (int left = free.length; left > 0; left--) {
      int index = turns.next();
      int nearest = nearest(free, left, next[index], inverse(skip[index]));
      int slot = free[nearest];
      owners[slot] = index;
      next[index] = beyond(slot, skip[index]);
      free[nearest] = free[left - 1];
    }
  }

  /** Distance and place are one number, so that a processor compares several at once. */
  private static int nearest(int[] free, int left, int from, long perStep) {
    int nearest = Integer.MAX_VALUE;
    for (int i = 0; i < left; i++) {
      int steps = modulo((free[i] - from + SLOTS) * perStep);
      nearest = Math.min(nearest, steps << PLACE_BITS | i);
    }
    return nearest & (1 << PLACE_BITS) - 1;
  }

  /** By Fermat's little theorem: {@code skip} to the power of SLOTS − 2, which is sixteen ones. */
  private static int inverse(int skip) {
    int inverse = skip;
    for (int bit = 1; bit < 16; bit++) {
      inverse = modulo((long) modulo((long) inverse * inverse) * skip);
    }
    return inverse;
  }

  /**
   * Of a number up to 2<sup>33</sup> + 2<sup>16</sup>. SLOTS is 2<sup>16</sup> + 1, so that
   * 2<sup>16</sup> is −1.
   */
  private static int modulo(long number) {
    int difference = (int) (number & 0xffff) - (int) (number >>> 16);
    int once = difference + (SLOTS & difference >> 31);
    return once + (SLOTS & once >> 31);
  }

  private static int beyond(int slot, int stride) {
    int sum = slot + stride - SLOTS;
    return sum + (SLOTS & sum >> 31);
  }

  /** Whose turn it is; where all weigh the same, everybody's in each round. */
  private static final class Turns {
    private final Members members;
    private final int maxWeight;
    private final boolean alike;
    private final long[] due;
    private long round = 1;
    private int index;

    Turns(Members members) {
      this.members = members;
      this.maxWeight = members.maxWeight();
      this.alike = members.totalWeight() == (long) maxWeight * members.size();
      this.due = new long[members.size()];
    }

    int next() {
      if (alike) {
        int turn = index;
        index = turn + 1 == due.length ? 0 : turn + 1;
        return turn;
      }
      while (true) {
        if (index == due.length) {
          index = 0;
          round++;
        }
        int candidate = index++;
        if (round * members.weightAt(candidate) >= due[candidate]) {
          due[candidate] += maxWeight;
          return candidate;
        }
      }
    }
  }

  @Override
  public int slotOf(long key) {
    return Mixing.reduce(Mixing.mix64(key), SLOTS);
  }

  /** The owners of the slots that follow: as good as drawn at random. */
  @Override
  int after(int slot, int previous, int step) {
    return walk(slot, step);
  }

  @Override
  String noun() {
    return "Maglev table";
  }

  /**
   * FNV-1a (64 bits) over the bytes of 'm', of the members, and of the index of every slot's owner
   * from 0, each an int of four bytes, the lowest first.
   */
  @Override
  public long digest() {
    Fnv fnv = new Fnv().add('m').add(members);
    for (int owner : owners) {
      fnv.add(owner);
    }
    return fnv.hash();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MaglevTable that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "MaglevTable[members=%s, digest=%016x]".formatted(members, digest());
  }
}
