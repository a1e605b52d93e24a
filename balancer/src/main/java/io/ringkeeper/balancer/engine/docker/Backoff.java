package io.ringkeeper.balancer.engine.docker;

import java.time.Duration;

/** How long to wait before the next try: 100 ms, then twice as long each time, to 2 s. */
record Backoff(Duration delay) {

  static final Backoff FIRST = new Backoff(Duration.ofMillis(100));

  private static final Duration LONGEST = Duration.ofSeconds(2);

  Backoff next() {
    Duration twice = delay.multipliedBy(2);
    return new Backoff(twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
  }
}
