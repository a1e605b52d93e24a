package io.ringkeeper.balancer.dataplane;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.ringkeeper.balancer.config.Pool;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.metrics.ReplicaCounters;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one replica. The one used last is used next, so that the
 * others can grow old and go. Where there may be no more of them, exchanges wait in a queue: while
 * anybody waits, no connection is idle. Confined to the loop.
 */
final class UpstreamPool {

  /** How long a connection is believed to stand by a request that cannot be sent twice. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How many a sweep closes that nobody uses: to close thousands takes tens of milliseconds. */
  private static final int CLOSED_AT_ONCE = 64;

  private final Worker worker;
  private final ReplicaHandle handle;
  private final Pool settings;
  private final int limit;
  private final int maxIdle;
  private final Set<UpstreamConnection> all = new LinkedHashSet<>();
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Set<UpstreamConnection> connecting = new LinkedHashSet<>();
  private final Deadline firstWornOut = new Deadline();
  private final WaitQueue waiting;
  private final byte[] name;

  /** Those of the handle's ordinal, on this loop. */
  final ReplicaCounters counters;

  UpstreamPool(Worker worker, ReplicaHandle handle) {
    this.worker = worker;
    this.handle = handle;
    this.settings = worker.settings.pool();
    this.maxIdle = settings.idle().isZero() ? 0 : settings.maxIdle();
    this.limit = worker.poolShare.connections();
    this.name = handle.name().getBytes(StandardCharsets.US_ASCII);
    this.counters = worker.counters.replica(handle.ordinal());
    this.waiting = new WaitQueue(worker.poolShare.waiting());
  }

  ReplicaHandle handle() {
    return handle;
  }

  /** The replica's name, for the access log. */
  byte[] name() {
    return name;
  }

  boolean isEmpty() {
    return all.isEmpty() && waiting.size() == 0;
  }

  // ---- exchanges

  /**
   * Gives the exchange a connection, now or later, or tells it that there will be none.
   *
   * @param repeatable whether the request may be sent again if the connection turns out to be dead
   */
  void acquire(Exchange exchange, boolean repeatable) {
    UpstreamConnection connection = takeIdle(exchange, repeatable);
    if (connection != null) {
      exchange.assigned(connection);
      connection.reuse(exchange);
    } else {
      acquireNew(exchange);
    }
  }

  private @Nullable UpstreamConnection takeIdle(Exchange exchange, boolean repeatable) {
    long oldest = worker.now() - FRESH.toNanos();
    UpstreamConnection first = firstFor(exchange);
    while (first != null && (repeatable || first.idleSince() - oldest >= 0)) {
      if (first == idle.peekFirst()) {
        idle.removeFirst();
      } else {
        idle.remove(first);
      }
      if (first.isOpen() && (repeatable || !first.isEndedByPeer())) {
        return first;
      }
      first.close();
      first = firstFor(exchange);
    }
    return null;
  }

  private @Nullable UpstreamConnection firstFor(Exchange exchange) {
    UpstreamConnection first = idle.peekFirst();
    if (first == null || first.mayServe(exchange)) {
      return first;
    }
    for (UpstreamConnection other : idle) {
      if (other.mayServe(exchange)) {
        return other;
      }
    }
    return null;
  }

  /** The same, but never by a connection that may have died of old age. */
  void acquireNew(Exchange exchange) {
    if (all.size() >= limit && !idle.isEmpty()) {
      closeOldest();
    }
    if (all.size() < limit) {
      connect(exchange);
    } else if (waiting.add(exchange, worker.now())) {
      worker.counters.enter(Counter.WAITS, Counter.WAITING);
    } else {
      exchange.failed(Failure.QUEUE_FULL, false);
    }
  }

  /** The exchange waits no longer. */
  void leaveQueue(Exchange exchange) {
    if (waiting.remove(exchange)) {
      worker.counters.leave(Counter.WAITING);
    }
  }

  private @Nullable Exchange nextWaiting() {
    Exchange next = waiting.poll();
    if (next != null) {
      worker.counters.leave(Counter.WAITING);
    }
    return next;
  }

  private void connect(Exchange exchange) {
    worker.makeRoom();
    UpstreamConnection connection = new UpstreamConnection(worker, this, exchange);
    all.add(connection);
    connecting.add(connection);
    firstWornOut.bringForward(connection.lifetime());
    worker.counters.enter(Counter.UPSTREAMS, Counter.OPEN_UPSTREAMS);
    exchange.assigned(connection);
    // Not at once: the loop may still hold an event of a socket that was closed a moment ago, and
    // would give it to the new one, which has its number.
    worker.loop.execute(() -> open(connection));
  }

  private void open(UpstreamConnection connection) {
    if (connection.isClosed()) {
      return;
    }
    new Bootstrap()
        .group(worker.loop)
        .channel(worker.settings.transport().connection())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_CLOSE, false) // a failed write is not the end of the answer
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the sweep sees to it
        .handler(connection)
        .connect(handle.address())
        .addListener(future -> opened(connection, future.isSuccess()));
  }

  /** Where no socket could be made at all, Netty tells so on a thread of its own. */
  private void opened(UpstreamConnection connection, boolean success) {
    if (worker.loop.inEventLoop()) {
      connecting.remove(connection);
      connection.connected(success);
    } else {
      worker.loop.execute(() -> opened(connection, success));
    }
  }

  // ---- connections

  /** An exchange is over and its connection may serve another. */
  void release(UpstreamConnection connection) {
    boolean lasts = !connection.isWornOut(worker.now());
    lasts &= !connection.isOwned() || waiting.size() == 0; // or else to make room for another
    Exchange next = lasts ? nextWaiting() : null;
    if (next != null) {
      next.assigned(connection);
      connection.reuse(next);
    } else if (lasts && idle.size() < maxIdle && !handle.retired()) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  /** A connection is closed, which leaves room for another. */
  void forget(UpstreamConnection connection) {
    if (!all.remove(connection)) {
      return;
    }
    connecting.remove(connection);
    idle.remove(connection);
    worker.counters.leave(Counter.OPEN_UPSTREAMS);
    Exchange next = all.size() < limit ? nextWaiting() : null;
    if (next != null) {
      connect(next);
    }
  }

  boolean hasIdle() {
    return !idle.isEmpty();
  }

  /** For how many nanoseconds the oldest has been idle; there has to be one. */
  long longestIdle(long now) {
    return now - idle.getLast().idleSince();
  }

  /** Closes the one that has been idle for longest; there has to be one. */
  void closeOldest() {
    idle.removeLast().close();
  }

  void closeIdle() {
    List<UpstreamConnection> closing = List.copyOf(idle);
    idle.clear();
    closing.forEach(UpstreamConnection::close);
  }

  /**
   * Lets go of what has become too old, and of whom has waited too long. There may be thousands of
   * connections at work: nobody looks at those, unless a lifetime has just ended.
   */
  void sweep(long now) {
    if (!connecting.isEmpty()) {
      giveUpConnecting(now - worker.settings.timeouts().connect().toNanos());
    }
    closeUnused(now - settings.idle().toNanos());
    if (firstWornOut.hasPassed(now)) {
      closeWornOut(now);
    }
    for (Exchange exchange : waiting.pollOverdue(now, settings.maxWait())) {
      worker.counters.leave(Counter.WAITING);
      exchange.failed(Failure.NO_CONNECTION, false);
    }
  }

  /** Those that were begun at this time or before, which are the first. */
  private void giveUpConnecting(long oldest) {
    List<UpstreamConnection> late =
        connecting.stream().takeWhile(it -> it.begunAt() - oldest <= 0).toList();
    late.forEach(connection -> connection.fail(Failure.CONNECT_TIMEOUT));
  }

  /** Those that have been idle since this time or before, which are the last. */
  private void closeUnused(long oldest) {
    for (int i = 0; i < CLOSED_AT_ONCE && hasIdle(); i++) {
      if (idle.getLast().idleSince() - oldest > 0) {
        return;
      }
      closeOldest();
    }
  }

  /** Those that are at work meanwhile end with their answer. */
  private void closeWornOut(long now) {
    all.stream()
        .filter(it -> !it.isWornOut(now))
        .forEach(it -> firstWornOut.bringForward(it.lifetime()));
    List<UpstreamConnection> wornOut = idle.stream().filter(it -> it.isWornOut(now)).toList();
    wornOut.forEach(UpstreamConnection::close);
  }

  /** Tells every exchange that still waits for an answer to look elsewhere. */
  void failOver() {
    Exchange next = nextWaiting();
    while (next != null) {
      next.failed(Failure.UNREACHABLE, false);
      next = nextWaiting();
    }
    List.copyOf(all).forEach(UpstreamConnection::declareDead);
  }
}
