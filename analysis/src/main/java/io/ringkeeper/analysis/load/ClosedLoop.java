package io.ringkeeper.analysis.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Clients that ask again when they are answered, or so long after. */
final class ClosedLoop extends LoadLoop {

  private final long thinkNanos;

  ClosedLoop(Load load, EventLoop executor, int connections, Pace.Closed pace) {
    super(load, executor, connections);
    thinkNanos = pace.think().toNanos();
  }

  @Override
  void free(Client client, long nowNanos) {
    if (thinkNanos > 0 && !isOver()) {
      executor.schedule(() -> send(client, System.nanoTime()), thinkNanos, TimeUnit.NANOSECONDS);
    } else {
      send(client, nowNanos);
    }
  }

  private void send(Client client, long nowNanos) {
    long number = isOver() ? -1 : load.take(nowNanos);
    if (number < 0) {
      endIfIdle();
    } else {
      client.send(number, nowNanos, nowNanos);
    }
  }

  @Override
  void stopWaiting() {
    // who thinks will find that it is over, and those timers end with the event loop
  }
}
