package io.ringkeeper.balancer.dataplane;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many clients there may be at a time: as many as are configured, but no more than the heap has
 * room for. Where it is used up, nobody is served any more. Any thread may call any method.
 */
final class ClientLimit {

  private static final Logger LOG = LoggerFactory.getLogger(ClientLimit.class);

  /** What a client takes of the heap, with its connection to a replica, in bytes. */
  private static final long EACH = 8 * 1024;

  /** What all else takes. */
  private static final long REST = 20L * 1024 * 1024;

  private final int most;
  private volatile boolean told;

  /**
   * The limit.
   *
   * @param configured how many are wanted at most
   * @param heap the most that the heap may become, in bytes
   */
  ClientLimit(int configured, long heap) {
    this.most = (int) Math.min(configured, Math.max(1, (heap - REST) / EACH));
  }

  /** Whether one more may come; the first time that it may not, a warning says so. */
  boolean admits(int connected) {
    boolean admitted = connected < most;
    if (!admitted && !told) {
      told = true;
      LOG.warn("{} clients are connected, and no more may be; others are closed at once", most);
    }
    return admitted;
  }
}
