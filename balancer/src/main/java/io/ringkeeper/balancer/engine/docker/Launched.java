package io.ringkeeper.balancer.engine.docker;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to start a replica. */
sealed interface Launched {

  /** Its container runs. */
  record Up(String id, InetSocketAddress address) implements Launched {}

  /**
   * It does not, but something of it may be left.
   *
   * @param id its container; null if there is none, or it is not known whether there is
   */
  record Failed(@Nullable String id, String reason) implements Launched {}
}
