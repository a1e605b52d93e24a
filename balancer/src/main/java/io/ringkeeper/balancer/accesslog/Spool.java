package io.ringkeeper.balancer.accesslog;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The finished requests of one event loop on their way to the writer: a ring of bytes with one
 * producer and one consumer, without locks and without allocation.
 *
 * <pre>
 *   0            read                     written             capacity
 *   │   free      │ entry │ entry │ entry │  free          │ skip │
 * </pre>
 *
 * Positions only grow; their remainders are places in the array. Entries never wrap: where one
 * might not fit before the end, the rest is skipped. What finds no room is dropped, for a request
 * does not wait for its log. The event loop calls {@link #begin} to {@link #end}, the writer's
 * thread {@link #next} and {@link #release}.
 */
public final class Spool {

  /** More than any entry takes. */
  static final int MOST = 4096;

  private static final int SKIP = -1;

  private final byte[] bytes;
  private final int mask;
  private final Set<Text> wanted;
  private final Runnable wake;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /** The producer's. */
  private long readSeen;

  private long start;
  private int base;
  private int at;

  /** The consumer's. */
  private long looked;

  /**
   * An empty spool.
   *
   * @param capacity in bytes, a power of two of at least 4 times {@value #MOST}
   * @param wanted the texts that are written in the end
   * @param wake called after each quarter that has been filled
   */
  Spool(int capacity, Set<Text> wanted, Runnable wake) {
    this.bytes = new byte[capacity];
    this.mask = capacity - 1;
    this.wanted = wanted;
    this.wake = wake;
  }

  // ---- the event loop

  /** Whether the text is of any use; what is not may be empty. */
  public boolean wants(Text text) {
    return wanted.contains(text);
  }

  /** Begins an entry of which nothing is known; false if there is no room. */
  public boolean begin() {
    start = written.getPlain();
    int rest = bytes.length - (int) (start & mask);
    int skipped = rest < MOST ? rest : 0;
    if (!hasRoom(skipped + MOST)) {
      return false;
    }
    if (skipped > 0) {
      Entry.LONG.set(bytes, (int) (start & mask), (long) SKIP);
    }
    base = (int) ((start + skipped) & mask);
    at = base + Entry.FIXED;
    return true;
  }

  private boolean hasRoom(int wanted) {
    if (start + wanted - readSeen > bytes.length) {
      readSeen = read.getAcquire();
    }
    return start + wanted - readSeen <= bytes.length;
  }

  /** Every figure has to be set. */
  public Spool set(Figure figure, long value) {
    Entry.LONG.set(bytes, Entry.offset(base, figure), value);
    return this;
  }

  /** The next text in the order of {@link Text}, none of which may be left out. */
  public Spool put(Text text, byte[] source, int from, int to) {
    int length = Math.min(to - from, text.most);
    Entry.SHORT.set(bytes, at, (short) length);
    System.arraycopy(source, from, bytes, at + Short.BYTES, length);
    at += Short.BYTES + length;
    return this;
  }

  /** Hands the entry over. */
  public void end() {
    int length = (at - base + Long.BYTES - 1) & -Long.BYTES; // leaves room for a skip
    Entry.LONG.set(bytes, base, (long) length);
    int skipped = (base - (int) (start & mask)) & mask;
    long end = start + skipped + length;
    written.setRelease(end);
    int quarter = bytes.length / 4;
    if (start / quarter != end / quarter) {
      wake.run();
    }
  }

  // ---- the writer

  /** Lets the view look at the next entry, which stays until it is released; false if none. */
  boolean next(Entry entry) {
    if (looked == written.getAcquire()) {
      return false;
    }
    int place = (int) (looked & mask);
    long length = (long) Entry.LONG.get(bytes, place);
    if (length == SKIP) {
      looked += bytes.length - place;
      place = 0;
      length = (long) Entry.LONG.get(bytes, place);
    }
    entry.look(bytes, place);
    looked += length;
    return true;
  }

  /** Frees the room of all that has been looked at. */
  void release() {
    read.setRelease(looked);
  }

  boolean isEmpty() {
    return looked == written.getAcquire();
  }
}
