package io.ringkeeper.balancer.dataplane;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.ringkeeper.balancer.accesslog.AccessLog;
import io.ringkeeper.balancer.accesslog.Spool;
import io.ringkeeper.balancer.http.HttpDate;
import io.ringkeeper.balancer.http.IpAddress;
import io.ringkeeper.balancer.http.Origin;
import io.ringkeeper.balancer.metrics.LoopCounters;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.balancer.time.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The public port and the event loops behind it. Every client connection, and every connection to a
 * replica on its behalf, lives on one loop from beginning to end.
 *
 * <p>Any thread may call any method.
 */
public final class DataPlane implements AutoCloseable {

  private static final int BACKLOG = 4096;

  private final ProxySettings settings;
  private final Clock clock;
  private final EventLoopGroup loops;
  private final ClientLimit limit;
  final Map<EventExecutor, Worker> workers = new HashMap<>();
  private @Nullable Channel listener;

  public DataPlane(
      ProxySettings settings,
      CurrentTable tables,
      Clock clock,
      WallClock wallClock,
      AccessLog log) {
    this.settings = settings;
    this.clock = clock;
    long heap = Runtime.getRuntime().maxMemory();
    this.limit = new ClientLimit(settings.maxConnections(), heap, settings.files());
    Map<Object, DirectIo> direct = new HashMap<>();
    this.loops =
        new MultiThreadIoEventLoopGroup(
            settings.loops(),
            new DefaultThreadFactory("loop"),
            loop -> {
              DirectIo io = new DirectIo(clock);
              direct.put(loop, io);
              return settings.transport().handler(loop, io);
            });
    for (EventExecutor loop : loops) {
      int index = workers.size();
      Spool spool = log.spool(index);
      DirectIo io = Objects.requireNonNull(direct.get(loop));
      HttpDate date = new HttpDate(wallClock);
      workers.put(
          loop, new Worker((EventLoop) loop, index, settings, tables, clock, date, io, spool));
    }
  }

  /**
   * Opens the public port.
   *
   * @param endpoints the paths that are answered here instead of being passed on
   * @return the address, with the port that was chosen if 0 was asked for
   * @throws IOException if it cannot be opened; the message says why
   */
  public InetSocketAddress listen(InetSocketAddress address, LocalEndpoints endpoints)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(settings.transport().listener())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Laggards.WIDE)
            .childHandler(new Accept(new LastHop(endpoints)))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    listener = bound.channel();
    listener.pipeline().addLast(new AcceptFailures("public", clock, settings.files()));
    InetSocketAddress local = (InetSocketAddress) listener.localAddress();
    Transport.easeOnLoopback(listener, local);
    return local;
  }

  /** Sets a client up on its event loop. */
  private final class Accept extends ChannelInitializer<SocketChannel> {

    private final LocalEndpoints endpoints;

    Accept(LocalEndpoints endpoints) {
      this.endpoints = endpoints;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      Worker worker = workers.get(channel.eventLoop());
      if (worker == null) {
        channel.close();
        return;
      }
      if (!limit.admits(clientCount())) {
        worker.counters.count(Counter.TURNED_AWAY);
        channel.close();
        return;
      }
      settings.transport().limitUnsent(channel);
      channel.config().setRecvByteBufAllocator(new Reading(channel, worker.reads));
      ForwardingSettings forwarding = settings.forwarding();
      Origin peer = peer(channel);
      Function<Caller, ClientConnection> client =
          caller -> {
            ClientChannel out =
                new ClientChannel(channel, worker.direct.writer, worker.laggards, worker.kept);
            return new ClientConnection(worker, out, endpoints, caller);
          };
      channel
          .pipeline()
          .addLast(
              forwarding.isIntroduced(peer.client())
                  ? new Introduction(worker, channel, peer, client)
                  : client.apply(forwarding.caller(peer, forwarding.trusts(peer.client()))));
    }

    private static Origin peer(SocketChannel channel) {
      InetSocketAddress from = channel.remoteAddress();
      InetSocketAddress to = channel.localAddress();
      return new Origin(
          IpAddress.of(from.getAddress().getAddress()),
          from.getPort(),
          IpAddress.of(to.getAddress().getAddress()),
          to.getPort());
    }
  }

  private int clientCount() {
    return (int)
        workers.values().stream()
            .mapToLong(worker -> worker.counters.get(Counter.OPEN_CONNECTIONS))
            .sum();
  }

  /** The counters of each event loop. */
  public List<LoopCounters> counters() {
    return workers.values().stream().map(worker -> worker.counters).toList();
  }

  /** Tells every loop that a table has been published: exchanges leave what it calls dead. */
  public void tableChanged(RoutingTable table) {
    workers.forEach((loop, worker) -> loop.execute(() -> worker.tableChanged(table)));
  }

  /** How many event loops there are. */
  public int loops() {
    return workers.size();
  }

  /**
   * Lets nobody go to this replica any more; {@code whenDrained} runs as soon as nobody is there,
   * and every loop has closed its idle connections to it.
   */
  public void drain(ReplicaHandle handle, Runnable whenDrained) {
    handle.retire();
    List<CompletableFuture<Void>> left = new ArrayList<>();
    workers.forEach((loop, worker) -> {
      CompletableFuture<Void> idle = new CompletableFuture<>();
      loop.execute(() -> handle.whenIdle(worker.index, () -> idle.complete(null)));
      // As a task of its own: whoever leaves last has yet to put its connection back.
      left.add(idle.thenRunAsync(() -> worker.closeIdle(handle), loop));
    });
    CompletableFuture.allOf(left.toArray(CompletableFuture[]::new)).thenRun(whenDrained);
  }

  /** Closes the port and lets what is at work finish for at most {@code drain}. */
  public void quiesce(Duration drain) {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    workers.forEach((loop, worker) -> loop.execute(worker::stop));
    EventExecutor any = loops.next();
    any.scheduleWithFixedDelay(() -> completeIfQuiet(quiet), 0, 5, TimeUnit.MILLISECONDS);
    try {
      quiet.get(drain.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      workers.forEach((loop, worker) -> loop.execute(worker::closeClients));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void completeIfQuiet(CompletableFuture<Void> quiet) {
    if (clientCount() == 0) {
      quiet.complete(null);
    }
  }

  /** Ends the event loops, at once. */
  @Override
  public void close() {
    if (!loops.isShuttingDown()) {
      // A loop that is told to end between two rounds leaves its connections as they are.
      workers.forEach((loop, worker) -> loop.execute(worker::closeConnections));
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    workers.values().forEach(Worker::release);
  }
}
