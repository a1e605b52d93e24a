package io.ringkeeper.hashing;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members that may serve a key, in the order in which they are to be asked, each once and in
 * the end all of them.
 *
 * <pre>{@code
 * candidates.failover(table, key);
 * for (int index = candidates.next(); index >= 0; index = candidates.next()) { … }
 * }</pre>
 *
 * <p>There are two orders, and both begin with the owner:
 *
 * <ul>
 *   <li><em>failover</em>, for when a member is down: that of the strategy. Keys that share a slot
 *       share it, so that a key moves as little as it can: on a ring clockwise, with rendezvous
 *       hashing by score
 *   <li><em>overflow</em>, for when a member has enough to do: jumps to slots drawn by the key
 *       itself, so that what one member cannot take is spread over all others, by their shares,
 *       instead of filling its neighbour too
 * </ul>
 *
 * <p>Made once and used again for any key and table; then nothing is allocated, unless a table has
 * more members than any before. Not for two threads at a time.
 *
 * @see <a href="https://arxiv.org/abs/1908.08762">J. Chen, B. Coleman, A. Shrivastava: Revisiting
 *     Consistent Hashing with Bounded Loads</a>, for the jumps
 */
public final class Candidates {

  /** After so many jumps for each member, who was not met is named in turn. */
  private static final int JUMPS_PER_MEMBER = 4;

  private long[] named = new long[1];
  private @Nullable LookupTable table;
  private boolean jumps;
  private long key;
  private int slot;
  private int step;
  private int last;
  private int left;

  /** From now on names the candidates of this key in the order of the strategy. */
  public void failover(LookupTable table, long key) {
    begin(table, key, false);
  }

  /** From now on names the owner of this key, then members drawn by the key. */
  public void overflow(LookupTable table, long key) {
    begin(table, key, true);
  }

  private void begin(LookupTable table, long key, boolean jumps) {
    int words = (table.size() >>> 6) + 1;
    if (words > named.length) {
      named = new long[words];
    } else {
      Arrays.fill(named, 0, words, 0);
    }
    this.table = table;
    this.key = key;
    this.jumps = jumps;
    slot = table.slotOf(key);
    step = 0;
    last = LookupTable.NONE;
    left = table.size();
  }

  /** The index of the next candidate, or −1 if all have been named. */
  public int next() {
    if (left == 0) {
      return LookupTable.NONE;
    }
    LookupTable from = requireNonNull(table, "begin with an order");
    do {
      last = step == 0 ? from.ownerOf(slot) : jumps ? jump(from) : from.after(slot, last, step);
      step++;
    } while (isNamed(last));
    named[last >>> 6] |= 1L << last;
    left--;
    return last;
  }

  private int jump(LookupTable from) {
    int size = from.size();
    int beyond = step - JUMPS_PER_MEMBER * size;
    long draw = Mixing.draw(key, step);
    if (beyond < 0) {
      return from.ownerOf(Mixing.reduce(draw, from.slots()));
    }
    return beyond == 0 ? Mixing.reduce(draw, size) : (last + 1) % size;
  }

  private boolean isNamed(int index) {
    return (named[index >>> 6] & 1L << index) != 0;
  }
}
