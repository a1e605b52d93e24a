package io.ringkeeper.balancer.dataplane;

import io.netty.util.internal.PlatformDependent;

/**
 * How many bytes of its clients one loop keeps: bodies that may have to be sent once more, and what
 * has come before its turn. It is little of each, but thousands could fill the memory, and nobody
 * would be served any more. So beyond a part of it only {@linkplain ReplayBuffer short} bodies are
 * kept, and little is read at a time, until there are fewer. Confined to its loop.
 */
final class Kept {

  /** The part of the memory for buffers. What is kept may pin four times as much. */
  private static final int SHARE = 8;

  private final ReadBuffers reads;
  private final long most;
  private long bytes;

  /** What is kept on one loop, and how many bytes are much. */
  Kept(ReadBuffers reads, long most) {
    this.reads = reads;
    this.most = most;
  }

  /** That of one of so many loops, which share the memory that there is. */
  static Kept ofOneOf(int loops, ReadBuffers reads) {
    return new Kept(reads, PlatformDependent.maxDirectMemory() / SHARE / loops);
  }

  void add(int count) {
    change(count);
  }

  void remove(int count) {
    change(-count);
  }

  private void change(int by) {
    boolean before = isMuch();
    bytes += by;
    if (isMuch() != before) {
      reads.spare(!before);
    }
  }

  /** Whether no more is to be kept than has to be. */
  boolean isMuch() {
    return bytes > most;
  }
}
