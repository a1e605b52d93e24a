package io.ringkeeper.balancer.dataplane;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of one event loop to one replica. The one used last is used next, so that the
 * others can grow old and go. Confined to the loop.
 */
final class UpstreamPool {

  private final Worker worker;
  private final ReplicaHandle handle;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Set<UpstreamConnection> busy = new LinkedHashSet<>();

  UpstreamPool(Worker worker, ReplicaHandle handle) {
    this.worker = worker;
    this.handle = handle;
  }

  ReplicaHandle handle() {
    return handle;
  }

  boolean isEmpty() {
    return idle.isEmpty() && busy.isEmpty();
  }

  /** Gives the exchange a connection, now or later, or tells it that there will be none. */
  void acquire(Exchange exchange) {
    UpstreamConnection connection = idle.pollFirst();
    while (connection != null && !connection.isOpen()) {
      connection = idle.pollFirst();
    }
    if (connection == null) {
      connect(exchange);
    } else {
      busy.add(connection);
      exchange.assigned(connection);
      connection.reuse(exchange);
    }
  }

  /** The same, but never by a connection that may have died of old age. */
  void connect(Exchange exchange) {
    UpstreamConnection connection = new UpstreamConnection(worker, this, exchange);
    busy.add(connection);
    exchange.assigned(connection);
    new Bootstrap()
        .group(worker.loop)
        .channel(worker.channelType)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_CLOSE, false) // a failed write is not the end of the answer
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) worker.settings.connectTimeout().toMillis())
        .handler(connection)
        .connect(handle.address())
        .addListener(future -> connection.connected(future.isSuccess()));
  }

  /** An exchange is over and its connection may serve another. */
  void release(UpstreamConnection connection) {
    busy.remove(connection);
    boolean wanted = idle.size() < worker.settings.poolMaxIdle() && !handle.retired();
    if (wanted) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  /** A connection is closed. */
  void forget(UpstreamConnection connection) {
    if (!busy.remove(connection)) {
      idle.remove(connection);
    }
    if (isEmpty()) {
      worker.poolEmptied(this);
    }
  }

  void closeIdle() {
    List<UpstreamConnection> closing = List.copyOf(idle);
    idle.clear();
    closing.forEach(UpstreamConnection::close);
  }

  /** The oldest stand last. */
  void closeExpired(long now) {
    long oldest = now - worker.settings.poolIdle().toNanos();
    UpstreamConnection last = idle.peekLast();
    while (last != null && last.idleSince() - oldest < 0) {
      idle.pollLast();
      last.close();
      last = idle.peekLast();
    }
  }

  /** Tells every exchange that still waits for an answer to look elsewhere. */
  void failOver() {
    List.copyOf(busy).forEach(UpstreamConnection::declareDead);
  }
}
