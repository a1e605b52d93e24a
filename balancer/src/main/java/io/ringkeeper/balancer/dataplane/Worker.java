package io.ringkeeper.balancer.dataplane;

import io.netty.channel.EventLoop;
import io.ringkeeper.balancer.accesslog.Spool;
import io.ringkeeper.balancer.http.HeadSpace;
import io.ringkeeper.balancer.http.HeadWriter;
import io.ringkeeper.balancer.http.HttpDate;
import io.ringkeeper.balancer.metrics.LoopCounters;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.KeyReader;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that belongs to one event loop: its clients, its pools, its scratch space. Confined to that
 * loop, so nothing here is locked; other threads reach it by a task on the loop.
 */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long SWEEP_MILLIS = 100;
  private static final int SWEPT_AT_ONCE = 64;
  private static final int SWEEP_PARTS = 50;

  final EventLoop loop;
  final int index;
  final ProxySettings settings;
  final CurrentTable tables;
  final KeyReader keys;
  final PoolShare poolShare;
  final int mostUpstreams;
  final Budget budget;
  final LoopCounters counters = new LoopCounters();
  final Transport.TcpState tcpState;
  final HeadWriter writer;
  final ReadBuffers reads = new ReadBuffers();
  final Laggards laggards;
  final Kept kept;
  final HeadSpace requestSpace;
  final HeadSpace answerSpace;
  final DirectIo direct;
  final RequestLog log;
  final HttpDate date;

  private final Clock clock;
  private final Map<ReplicaHandle, UpstreamPool> pools = new HashMap<>();
  private final Guests clients;
  private long now;
  private boolean stopping;

  /**
   * The worker of one loop.
   *
   * @param index counts the loops from 0
   * @param spool where finished requests go, if there is an access log
   */
  Worker(
      EventLoop loop,
      int index,
      ProxySettings settings,
      CurrentTable tables,
      Clock clock,
      HttpDate date,
      DirectIo direct,
      @Nullable Spool spool) {
    this.loop = loop;
    this.index = index;
    this.settings = settings;
    this.tables = tables;
    this.keys =
        new KeyReader(settings.keys(), settings.forwarding().trusted(), settings.affinity());
    this.poolShare = PoolShare.of(settings.pool(), settings.loops(), index);
    this.mostUpstreams = Math.max(1, settings.files().eachSide() / settings.loops());
    this.budget = new Budget(settings.retryBudget(), settings.loops());
    this.laggards = Laggards.ofOneOf(settings.loops(), reads);
    this.kept = Kept.ofOneOf(settings.loops(), reads);
    this.requestSpace = HeadSpace.ofOneOf(settings.loops(), settings.headLimit());
    this.answerSpace = HeadSpace.ofOneOf(settings.loops(), settings.headLimit());
    this.log = new RequestLog(this, spool);
    this.tcpState = settings.transport().tcpState();
    this.direct = direct;
    this.writer = direct.writer.heads;
    this.clock = clock;
    this.clients = new Guests(clock);
    this.date = date;
    this.now = clock.nanos();
    loop.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The time of the last sweep, a tenth of a second old at most: what deadlines are set by. */
  long now() {
    return now;
  }

  /** The time as it is: what durations are measured by. */
  long nanos() {
    return clock.nanos();
  }

  /** A six-digit number for a request that brings none. */
  long madeId() {
    return ThreadLocalRandom.current().nextLong(100_000, 1_000_000);
  }

  UpstreamPool pool(ReplicaHandle handle) {
    UpstreamPool pool = pools.get(handle);
    if (pool == null) { // a lambda for computeIfAbsent would be an object for each request
      pool = new UpstreamPool(this, handle);
      pools.put(handle, pool);
    }
    return pool;
  }

  /**
   * Where the open files for connections to replicas are used up, closes the oldest that is idle.
   */
  void makeRoom() {
    if (counters.get(Counter.OPEN_UPSTREAMS) >= mostUpstreams) {
      pools.values().stream()
          .filter(UpstreamPool::hasIdle)
          .max(Comparator.comparingLong(pool -> pool.longestIdle(now)))
          .ifPresent(UpstreamPool::closeOldest);
    }
  }

  void add(Guest client) {
    clients.add(client);
    counters.enter(Counter.CONNECTIONS, Counter.OPEN_CONNECTIONS);
    if (stopping) {
      client.stopAfterAnswer();
    }
  }

  void remove(Guest client) {
    clients.remove(client);
    counters.leave(Counter.OPEN_CONNECTIONS);
  }

  /** The same connection has become another object. */
  void replace(Guest before, Guest after) {
    clients.remove(before);
    clients.add(after);
  }

  /** Lets go of replicas that take no new keys, and of the exchanges that wait for a dead one. */
  void tableChanged(RoutingTable table) {
    for (UpstreamPool pool : List.copyOf(pools.values())) {
      if (!table.takes(pool.handle())) {
        pool.closeIdle();
        if (table.abandons(pool.handle())) {
          pool.failOver();
        }
      }
    }
  }

  void closeIdle(ReplicaHandle handle) {
    UpstreamPool pool = pools.get(handle);
    if (pool != null) {
      pool.closeIdle();
    }
  }

  /** Closes what is idle; what is at work ends with its answer. */
  void stop() {
    stopping = true;
    clients.all().forEach(Guest::stopAfterAnswer);
  }

  /** A connection may fail at any time; anything else that is thrown is a defect of ours. */
  static void logUnlessReset(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("A connection ends by an unexpected error", cause);
    }
  }

  /** Cuts off whoever is left. */
  void closeClients() {
    clients.all().forEach(Guest::cutOff);
  }

  /** Cuts off whoever is left, and leaves the replicas. */
  void closeConnections() {
    closeClients();
    closeClients(); // now also what is still being written in good order
    List.copyOf(pools.values()).forEach(UpstreamPool::closeIdle);
  }

  /** Lets go of the scratch space; the loop has ended. */
  void release() {
    reads.release();
    direct.release();
  }

  private void sweep() {
    now = clock.nanos();
    try {
      if (!clients.isSweepUnderWay()) {
        clients.beginSweep();
        sweepClients();
      }
      List.copyOf(pools.values()).forEach(pool -> pool.sweep(now));
      log.sweep(now);
      pools.values().removeIf(pool -> pool.isEmpty() && !tables.get().takes(pool.handle()));
    } catch (RuntimeException e) {
      LOG.error("A sweep failed; the next one comes", e); // to throw would be to end all sweeps
    }
  }

  /** Some now, the others a little later: whoever has something to say waits meanwhile. */
  private void sweepClients() {
    try {
      clients.sweepNext(Math.max(SWEPT_AT_ONCE, clients.size() / SWEEP_PARTS), now);
    } catch (RuntimeException e) {
      LOG.error("A sweep failed; the next one comes", e);
    }
    if (clients.isSweepUnderWay()) {
      loop.schedule(this::sweepClients, 1, TimeUnit.MILLISECONDS);
    }
  }
}
