package io.ringkeeper.balancer.http;

/**
 * What the long heads of one event loop, and the bodies that it reads whole, may take of the heap
 * together. A few may be long; thousands, each of which comes slowly or waits for its answer, would
 * leave nothing to anybody. Short ones, which most are, need none of it. Confined to its loop.
 */
public final class HeadSpace {

  /** The part of the heap for long heads. */
  private static final int SHARE = 8;

  private final long most;
  private long taken;

  /** Room for so many bytes. */
  public HeadSpace(long most) {
    this.most = most;
  }

  /** That of one of so many loops, which share the heap. */
  public static HeadSpace ofOneOf(int loops) {
    return new HeadSpace(of(Runtime.getRuntime().maxMemory()) / loops);
  }

  /** How much of a heap of so many bytes it is, all loops together. */
  public static long of(long heap) {
    return heap / SHARE;
  }

  /** Takes so many bytes; false if there are not as many. */
  public boolean take(int bytes) {
    boolean enough = taken + bytes <= most;
    taken += enough ? bytes : 0;
    return enough;
  }

  /** Gives back what was taken. */
  public void giveBack(int bytes) {
    taken -= bytes;
  }
}
