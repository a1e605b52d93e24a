package io.ringkeeper.balancer;

import io.ringkeeper.balancer.accesslog.AccessLog;
import io.ringkeeper.balancer.admin.AdminEndpoints;
import io.ringkeeper.balancer.admin.AdminServer;
import io.ringkeeper.balancer.admin.Contract;
import io.ringkeeper.balancer.admin.Identity;
import io.ringkeeper.balancer.admin.KeyLookup;
import io.ringkeeper.balancer.config.Address;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.control.Controller;
import io.ringkeeper.balancer.control.Inbox;
import io.ringkeeper.balancer.control.Memory;
import io.ringkeeper.balancer.control.Outcome;
import io.ringkeeper.balancer.control.Prober;
import io.ringkeeper.balancer.control.Traffic;
import io.ringkeeper.balancer.dataplane.AcceptFailures;
import io.ringkeeper.balancer.dataplane.DataPlane;
import io.ringkeeper.balancer.dataplane.OpenFiles;
import io.ringkeeper.balancer.dataplane.Transport;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.metrics.Metrics;
import io.ringkeeper.balancer.routing.AffinityCookie;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.state.StateException;
import io.ringkeeper.balancer.state.StateFile;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.balancer.time.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A balancer, whole: the one place where the two planes, an engine and the admin side meet. Made
 * and stopped by one thread.
 */
public final class Balancer {

  private static final Logger LOG = LoggerFactory.getLogger(Balancer.class);

  private final Config config;
  private final Memory memory;
  private final Keeping keeping;
  private final CurrentTable table;
  private final Engine engine;
  private final Prober prober;
  private final AccessLog accessLog;
  private final DataPlane dataPlane;
  private final Controller controller;
  private final Contract contract;
  private final AdminServer admin;
  private volatile boolean open;
  private boolean begun;
  private boolean firstStart;
  private @Nullable InetSocketAddress publicAddress;
  private @Nullable InetSocketAddress adminAddress;

  private Balancer(Config config, Keeping keeping, Inbox inbox, Engine engine, Memory memory) {
    Clock clock = Clock.system();
    this.config = config;
    this.keeping = keeping;
    this.memory = memory;
    this.table =
        new CurrentTable(RoutingTable.empty(Wiring.strategy(config), Wiring.bound(config)));
    this.engine = engine;
    this.prober = new Prober(Wiring.probes(config), clock, inbox);
    this.accessLog = Wiring.accessLog(config, clock);
    AffinityCookie.Settings affinity = AffinityCookie.Settings.of(config.affinity());
    this.dataPlane =
        new DataPlane(Wiring.proxy(config, affinity), table, clock, WallClock.system(), accessLog);
    this.controller =
        new Controller(
            Wiring.fleet(config, engine.scales()),
            new SecureRandom().nextLong(),
            inbox,
            engine,
            prober,
            table,
            new TrafficOf(dataPlane),
            memory,
            clock);
    boolean publicly = config.contract() == Config.Contract.PUBLIC;
    this.contract =
        new Contract(controller, table, Identity.of(config), config.adminToken(), publicly);
    Metrics metrics =
        new Metrics(dataPlane::counters, () -> Wiring.state(table.get()), accessLog::errors);
    this.admin =
        new AdminServer(
            new AdminEndpoints(
                contract,
                controller,
                Wiring.strategies(config),
                table,
                new KeyLookup(config.key(), affinity),
                metrics,
                () -> open),
            WallClock.system(),
            new AcceptFailures("admin", clock, OpenFiles.ofProcess()));
  }

  /**
   * Starts a balancer and its replicas, or takes over those of an earlier one, and opens the public
   * port once they serve.
   *
   * @param defaultCommand runs the sample server, where no {@code process.command} is configured
   * @throws StartException if a port is occupied, the transport or the engine cannot be used or, at
   *     a first start, a replica does not start. Nothing is left of a first start then; replicas of
   *     an earlier balancer are left alone
   * @throws InterruptedException if the calling thread is interrupted; all has been ended then, as
   *     by {@link #stop}
   */
  public static Balancer start(Config config, List<String> defaultCommand)
      throws StartException, InterruptedException {
    return start(
        config,
        Wiring.keeping(config),
        events -> Wiring.engine(config, defaultCommand, events, Clock.system()));
  }

  static Balancer start(Config config, Keeping keeping, Function<EngineEvents, Engine> engines)
      throws StartException, InterruptedException {
    checkFree(config.listen());
    checkUsable(Wiring.transport(config));
    Inbox inbox = new Inbox();
    Engine engine = engines.apply(inbox);
    Memory memory = memory(engine, keeping);
    Balancer balancer = new Balancer(config, keeping, inbox, engine, memory);
    try {
      balancer.start();
    } catch (StartException | RuntimeException e) {
      balancer.giveUp(balancer.firstStart);
      throw e;
    } catch (InterruptedException e) {
      balancer.giveUp(balancer.firstStart || !keeping.onExit());
      throw e;
    }
    return balancer;
  }

  /** Comes before the engine is used, for nobody else may use it for this fleet. */
  private static Memory memory(Engine engine, Keeping keeping) throws StartException {
    if (!engine.keeps()) {
      return Memory.none();
    }
    try {
      return StateFile.open(keeping.stateDir(), keeping.fleet());
    } catch (StateException e) {
      engine.close();
      throw new StartException(e.getMessage());
    }
  }

  private void start() throws StartException, InterruptedException {
    Optional<Address> adminPort = config.admin();
    if (adminPort.isPresent()) {
      adminAddress = listen(adminPort.get(), admin::listen);
    }
    List<Survivor> survivors = survivors();
    firstStart = survivors.isEmpty() && memory.recall().isEmpty();
    controller.open();
    begun = true;
    Outcome outcome = await(controller.start(config.initialOrdinals(), survivors));
    if (outcome instanceof Outcome.Refused refused) {
      throw new StartException(refused.message());
    }
    publicAddress = listen(config.listen(), address -> dataPlane.listen(address, contract));
    open = true;
  }

  private List<Survivor> survivors() throws StartException {
    try {
      return engine.open();
    } catch (EngineException e) {
      throw new StartException(String.valueOf(e.getMessage()));
    }
  }

  @FunctionalInterface
  private interface Binding {
    InetSocketAddress bind(InetSocketAddress address) throws IOException;
  }

  private static InetSocketAddress listen(Address address, Binding binding) throws StartException {
    try {
      return binding.bind(resolve(address));
    } catch (IOException e) {
      throw cannotListen(address, e);
    }
  }

  /** The port opens last; that it is taken should be known before anything is started. */
  private static void checkFree(Address address) throws StartException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(resolve(address));
    } catch (IOException e) {
      throw cannotListen(address, e);
    }
  }

  private static void checkUsable(Transport transport) throws StartException {
    Optional<String> obstacle = transport.whyNot();
    if (obstacle.isPresent()) {
      String name = transport.name().toLowerCase(Locale.ROOT);
      throw new StartException(
          "The transport '%s' cannot be used here: %s".formatted(name, obstacle.get()));
    }
    LOG.debug("Connections go by {}", transport);
  }

  private static InetSocketAddress resolve(Address address) throws IOException {
    InetSocketAddress resolved = address.resolve();
    if (resolved.isUnresolved()) {
      throw new IOException("there is no host of this name");
    }
    return resolved;
  }

  private static StartException cannotListen(Address address, IOException e) {
    String reason = String.valueOf(e.getMessage());
    boolean taken = reason.contains("in use");
    return new StartException(
        "Cannot listen on "
            + address
            + ": "
            + (taken ? "the port is in use by another program" : reason));
  }

  private static Outcome await(CompletableFuture<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Where clients are served. */
  public InetSocketAddress publicAddress() {
    return opened(publicAddress);
  }

  /** The admin port, if there is one. */
  public Optional<InetSocketAddress> adminAddress() {
    return Optional.ofNullable(adminAddress);
  }

  private static InetSocketAddress opened(@Nullable InetSocketAddress address) {
    if (address == null) {
      throw new IllegalStateException("not started");
    }
    return address;
  }

  /** The table in force now. */
  public RoutingTable table() {
    return table.get();
  }

  /** Opens the access log anew, because its file has been renamed. */
  public void reopenLog() {
    accessLog.reopen();
  }

  /** Takes no more requests, finishes those at work, and stops the replicas that are not kept. */
  public void stop() {
    open = false;
    LOG.info("Stopping: {} requests are at work", inFlight());
    controller.refuseCommands(); // their clients are answered while the port is still at work
    dataPlane.quiesce(config.drain());
    if (engine.keeps() && keeping.onExit()) {
      LOG.info("Stopped; the replicas are kept for the next balancer");
    } else {
      removeReplicas();
    }
    close();
  }

  /** Those that did not go in time are still remembered, so that the next balancer sees to them. */
  private void removeReplicas() {
    try {
      switch (await(controller.shutdown())) {
        case Outcome.Done _ -> {
          memory.forget();
          LOG.info("Stopped");
        }
        case Outcome.Refused refused -> LOG.info(refused.message());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a start that has failed. */
  private void giveUp(boolean removes) {
    if (begun && removes && engine.keeps()) {
      removeReplicas();
    }
    close();
  }

  private int inFlight() {
    return table.get().serving().stream().mapToInt(ReplicaHandle::inFlight).sum();
  }

  /** Ends everything at once. */
  private void close() {
    controller.close();
    dataPlane.close();
    accessLog.close();
    prober.close();
    admin.close();
    engine.close();
    memory.close();
  }

  /** The data plane as the control plane sees it. */
  private record TrafficOf(DataPlane dataPlane) implements Traffic {
    @Override
    public int loops() {
      return dataPlane.loops();
    }

    @Override
    public void tableChanged(RoutingTable table) {
      dataPlane.tableChanged(table);
    }

    @Override
    public void drain(ReplicaHandle handle, Runnable whenDrained) {
      dataPlane.drain(handle, whenDrained);
    }
  }
}
