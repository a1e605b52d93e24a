package io.ringkeeper.balancer.state;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process that keeps a fleet, for a test to kill; says {@code kept} when it does.
 *
 * <p>Arguments: the directory, and the name of the fleet.
 */
final class FleetLockMain {

  private FleetLockMain() {}

  public static void main(String[] args) throws Exception {
    try (StateFile _ = StateFile.open(Path.of(args[0]), args[1])) {
      System.out.println("kept");
      new CountDownLatch(1).await();
    }
  }
}
