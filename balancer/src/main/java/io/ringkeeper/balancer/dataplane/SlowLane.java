package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the connections of one event loop wait for their turn that are in the middle of a message.
 * Whoever begins one goes first: many who send or take a little at the same moment, as slow clients
 * do, would keep everybody else waiting. In each round of the loop the lane moves on when the
 * others have been dealt with: for a moment, but by no less than there were of the others, so that
 * nobody waits for ever. A tunnel knows of no messages and never waits. Confined to the loop.
 */
final class SlowLane {

  private static final Logger LOG = LoggerFactory.getLogger(SlowLane.class);

  /** What it may take in a round, in nanoseconds, if there were few of the others. */
  static final long MOST_NANOS = 30_000;

  private final Clock clock;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int others;

  SlowLane(Clock clock) {
    this.clock = clock;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Appends what is to be done when the turn comes. */
  void add(Runnable turn) {
    waiting.add(turn);
  }

  /** Somebody did not have to wait. */
  void overtake() {
    others++;
  }

  /** All who did not have to wait in this round have been dealt with. */
  void move() {
    int least = others;
    others = 0;
    if (!waiting.isEmpty()) {
      move(clock.nanos(), least);
    }
  }

  private void move(long begun, int least) {
    int moved = 0;
    Runnable turn = waiting.poll();
    while (turn != null) {
      run(turn);
      moved++;
      boolean goesOn = moved < least || clock.nanos() - begun < MOST_NANOS;
      turn = goesOn ? waiting.poll() : null;
    }
  }

  private static void run(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException e) {
      LOG.error("An event failed; others go on", e); // to throw would be to end the loop
    }
  }
}
