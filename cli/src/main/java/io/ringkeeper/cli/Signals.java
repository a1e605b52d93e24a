package io.ringkeeper.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * What SIGTERM, Ctrl-C and the end of the terminal mean: the first asks for an orderly end, the
 * second ends at once. Before anything is open to be ended in order, the first ends at once too.
 * Replicas never outlive this process, however it ends.
 */
final class Signals {

  private static final int EXIT_BASE = 128;

  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean orderly;

  void install() {
    for (String name : List.of("TERM", "INT", "HUP")) {
      Signal.handle(new Signal(name), this::received);
    }
  }

  private void received(Signal signal) {
    if (!orderly) {
      Runtime.getRuntime().halt(0);
    } else if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_BASE + signal.getNumber());
    }
    asked.countDown();
  }

  /** Waits for the first signal. */
  void await() throws InterruptedException {
    orderly = true;
    asked.await();
  }
}
