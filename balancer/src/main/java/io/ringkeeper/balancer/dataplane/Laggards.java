package io.ringkeeper.balancer.dataplane;

import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.internal.PlatformDependent;

/**
 * How many clients of one loop are far behind with what they were sent. A few may be, by much,
 * which lets long answers pass in long strides; thousands could fill the memory, and nobody would
 * be served any more. So beyond a number of them, every client gets little ahead, and little is
 * read at a time, until there are fewer. Confined to its loop.
 */
final class Laggards {

  /** In bytes: where the replica is read again, and where it is not any more. */
  static final WriteBufferWaterMark WIDE = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  static final WriteBufferWaterMark NARROW = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

  /** The part of the memory for buffers that those who are far behind may take. */
  private static final int SHARE = 8;

  private final ReadBuffers reads;
  private final int most;
  private int count;

  /**
   * The clients of one loop.
   *
   * @param most how many may be far behind before all get little
   */
  Laggards(ReadBuffers reads, int most) {
    this.reads = reads;
    this.most = most;
  }

  /** Those of one of so many loops, which share the memory that there is. */
  static Laggards ofOneOf(int loops, ReadBuffers reads) {
    long each = WIDE.high() + (long) ReadBuffers.SIZES[ReadBuffers.SIZES.length - 1];
    long most = PlatformDependent.maxDirectMemory() / SHARE / each / loops;
    return new Laggards(reads, Math.clamp(most, 1, Integer.MAX_VALUE));
  }

  void add() {
    if (count++ == most) {
      reads.spare(true);
    }
  }

  void remove() {
    if (--count == most) {
      reads.spare(false);
    }
  }

  /** Whether every client is to get little, {@link #NARROW}. */
  boolean areMany() {
    return count > most;
  }
}
