package io.ringkeeper.analysis.load;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Clients that ask when it is time. Of all requests, each event loop has every so manieth; those
 * whose time has come while all clients were busy are sent as soon as one is free.
 */
final class OpenLoop extends LoadLoop {

  private final Pace.Open pace;
  private final long stride;
  private final ArrayDeque<Client> idle = new ArrayDeque<>();
  private long next;
  private boolean waiting;

  OpenLoop(Load load, EventLoop executor, int connections, Pace.Open pace, int index, int loops) {
    super(load, executor, connections);
    this.pace = pace;
    this.next = index;
    this.stride = loops;
  }

  @Override
  void free(Client client, long nowNanos) {
    idle.push(client); // the one that was used last is used next: few connections are enough
    sendDue(nowNanos);
  }

  private void sendDue(long nowNanos) {
    while (!isOver() && !idle.isEmpty()) {
      if (next >= plan().limits().requests()) {
        stop(); // the other loops have theirs to send
        return;
      }
      long due = load.startNanos() + pace.due(next);
      if (due - load.deadlineNanos() >= 0 || nowNanos - load.deadlineNanos() >= 0) {
        return; // the next sweep ends it
      }
      if (due - nowNanos > 0) {
        await(due - nowNanos);
        return;
      }
      long number = next;
      next += stride;
      idle.pop().send(number, due, nowNanos);
    }
    endIfIdle();
  }

  private void await(long nanos) {
    if (!waiting) {
      waiting = true;
      executor.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    waiting = false;
    sendDue(System.nanoTime());
  }

  @Override
  void stopWaiting() {
    idle.clear();
  }
}
