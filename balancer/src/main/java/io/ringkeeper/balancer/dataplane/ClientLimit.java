package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.http.HeadSpace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many clients there may be at a time: as many as are configured, but no more than the heap and
 * the open files are enough for. Where either is used up, nobody is served any more. Any thread may
 * call any method.
 */
final class ClientLimit {

  private static final Logger LOG = LoggerFactory.getLogger(ClientLimit.class);

  /** What a client takes of the heap, with its connection to a replica, in bytes. */
  private static final long EACH = 8 * 1024;

  /** What all else takes, beside long heads, which have a share. */
  private static final long REST = 12L * 1024 * 1024;

  private final int most;
  private final String why;
  private volatile boolean told;

  /**
   * The limit.
   *
   * @param configured how many are wanted at most
   * @param heap the most that the heap may become, in bytes
   */
  ClientLimit(int configured, long heap, OpenFiles files) {
    int held = Math.clamp((heap - HeadSpace.of(heap) - REST) / EACH, 1, Integer.MAX_VALUE);
    this.most = Math.min(configured, Math.min(held, files.eachSide()));
    if (most == configured) {
      why = "limits.connections allows no more";
    } else if (most == held) {
      why = "the heap is not enough for more, which -Xmx sets";
    } else {
      why = "%d open files are not enough for more, which ulimit -n sets".formatted(files.most());
    }
  }

  /** Whether one more may come; the first time that it may not, a warning says so. */
  boolean admits(int connected) {
    boolean admitted = connected < most;
    if (!admitted && !told) {
      told = true;
      LOG.warn("{} clients are connected, others are closed at once: {}", most, why);
    }
    return admitted;
  }
}
