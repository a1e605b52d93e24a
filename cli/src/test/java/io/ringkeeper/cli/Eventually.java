package io.ringkeeper.cli;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for what should come very soon, with eyes wide open. */
final class Eventually {

  private Eventually() {}

  static void until(Callable<Boolean> condition) {
    await()
        .atMost(Program.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }
}
