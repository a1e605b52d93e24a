package io.ringkeeper.balancer.http;

/** Space for heads in tests. */
public final class HeadSpaces {

  private HeadSpaces() {}

  /** More than any head takes. */
  public static HeadSpace ample() {
    return new HeadSpace(Long.MAX_VALUE);
  }
}
