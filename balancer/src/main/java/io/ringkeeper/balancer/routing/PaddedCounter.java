package io.ringkeeper.balancer.routing;

import java.util.concurrent.atomic.AtomicInteger;

/** A word that event loops share; padded so that two of them never share a cache line. */
@SuppressWarnings("unused")
final class PaddedCounter extends AtomicInteger {
  private static final long serialVersionUID = 1;

  private long p1;
  private long p2;
  private long p3;
  private long p4;
  private long p5;
  private long p6;
  private long p7;
}
