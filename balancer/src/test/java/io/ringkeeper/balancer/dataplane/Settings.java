package io.ringkeeper.balancer.dataplane;

import java.time.Duration;
import java.util.List;

/** The settings of a test: all waits are so long that only a hand on the clock ends them. */
final class Settings {

  static final Duration HEAD = Duration.ofSeconds(10);
  static final Duration IDLE = Duration.ofSeconds(60);
  static final Duration RESPONSE = Duration.ofSeconds(30);
  static final Duration BODY = Duration.ofSeconds(40);
  static final Duration POOL_IDLE = Duration.ofSeconds(50);
  static final int HEAD_LIMIT = 16 * 1024;

  boolean passNotFound;
  int retries = 2;
  int maxConnections = 1000;

  ProxySettings build() {
    return new ProxySettings(
        1,
        List.of("X-Request-ID"),
        passNotFound,
        retries,
        HEAD_LIMIT,
        maxConnections,
        Duration.ofSeconds(5),
        HEAD,
        IDLE,
        RESPONSE,
        BODY,
        POOL_IDLE,
        16);
  }
}
