package io.ringkeeper.balancer.http;

/**
 * What the long heads of one event loop may take of the heap together, those of requests with the
 * bodies that it reads whole, or those of answers. A few may be long; thousands, each of which
 * comes slowly or waits for its answer, would leave nothing to anybody. Short ones, which most are,
 * need none of it. Confined to its loop.
 */
public final class HeadSpace {

  /** The part of the heap for those of requests, and as much for those of answers. */
  private static final int SHARE = 16;

  private final long most;
  private long taken;

  /** Room for so many bytes. */
  public HeadSpace(long most) {
    this.most = most;
  }

  /** That of one of so many loops, which share the heap: two heads of the longest at least. */
  public static HeadSpace ofOneOf(int loops, int longest) {
    long share = Runtime.getRuntime().maxMemory() / SHARE / loops;
    return new HeadSpace(Math.max(share, 2L * longest));
  }

  /** How much of a heap of so many bytes it is, for all loops, requests and answers together. */
  public static long of(long heap) {
    return 2 * heap / SHARE;
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
