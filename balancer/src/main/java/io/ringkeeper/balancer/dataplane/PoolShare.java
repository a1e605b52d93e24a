package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.config.Pool;

/**
 * What one event loop may have of what a replica may have altogether: loops share nothing, so the
 * whole is handed out beforehand.
 *
 * @param connections at most, 1 or more
 * @param waiting how many requests may wait for one, 0 or more
 */
record PoolShare(int connections, int waiting) {

  /** The share of one of so many loops, counted from 0; together they are the whole. */
  static PoolShare of(Pool whole, int loops, int loop) {
    int connections =
        whole.maxConnections() == 0
            ? Integer.MAX_VALUE
            : Math.max(1, part(whole.maxConnections(), loops, loop));
    return new PoolShare(connections, part(whole.queue(), loops, loop));
  }

  private static int part(int whole, int loops, int loop) {
    return whole / loops + (loop < whole % loops ? 1 : 0);
  }
}
