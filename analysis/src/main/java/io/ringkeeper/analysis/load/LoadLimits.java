package io.ringkeeper.analysis.load;

import java.time.Duration;

/**
 * When a load ends, and how long it waits.
 *
 * @param requests how many are sent at most
 * @param duration how long requests are sent; those under way then are awaited
 * @param timeout the longest that a request may take, from when it is sent
 * @param connectTimeout the longest that a connection may take to be made
 * @param patience ends a load none of whose connections can be made for so long
 */
public record LoadLimits(
    long requests,
    Duration duration,
    Duration timeout,
    Duration connectTimeout,
    Duration patience) {

  /** As good as no limit: a hundred years. */
  public static final Duration FOREVER = Duration.ofDays(36_525);

  /** No end but to be stopped; waits of half a minute, and patience of five seconds. */
  public static final LoadLimits NONE =
      new LoadLimits(
          Long.MAX_VALUE,
          FOREVER,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));

  public LoadLimits {
    if (requests < 1) {
      throw new IllegalArgumentException("a load needs at least one request, not " + requests);
    }
    check(duration, "a load lasts");
    check(timeout, "the timeout is");
    check(connectTimeout, "the connect timeout is");
    check(patience, "the patience is");
  }

  private static void check(Duration value, String what) {
    if (!value.isPositive() || value.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(what + " more than 0 s and at most a hundred years");
    }
  }

  public LoadLimits withRequests(long value) {
    return new LoadLimits(value, duration, timeout, connectTimeout, patience);
  }

  public LoadLimits withDuration(Duration value) {
    return new LoadLimits(requests, value, timeout, connectTimeout, patience);
  }

  public LoadLimits withTimeout(Duration value) {
    return new LoadLimits(requests, duration, value, connectTimeout, patience);
  }

  public LoadLimits withConnectTimeout(Duration value) {
    return new LoadLimits(requests, duration, timeout, value, patience);
  }

  public LoadLimits withPatience(Duration value) {
    return new LoadLimits(requests, duration, timeout, connectTimeout, value);
  }
}
