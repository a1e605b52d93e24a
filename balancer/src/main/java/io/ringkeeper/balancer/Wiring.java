package io.ringkeeper.balancer;

import io.ringkeeper.balancer.accesslog.AccessLog;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.Factor;
import io.ringkeeper.balancer.config.RingConfig;
import io.ringkeeper.balancer.control.FleetSettings;
import io.ringkeeper.balancer.control.ProbeSettings;
import io.ringkeeper.balancer.control.Strategies;
import io.ringkeeper.balancer.dataplane.ForwardingSettings;
import io.ringkeeper.balancer.dataplane.OpenFiles;
import io.ringkeeper.balancer.dataplane.ProxySettings;
import io.ringkeeper.balancer.dataplane.Transport;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.docker.DockerEngine;
import io.ringkeeper.balancer.engine.docker.DockerSettings;
import io.ringkeeper.balancer.engine.docker.Endpoint;
import io.ringkeeper.balancer.engine.fixed.FixedEngine;
import io.ringkeeper.balancer.engine.process.ProcessEngine;
import io.ringkeeper.balancer.engine.process.ProcessSettings;
import io.ringkeeper.balancer.http.ProxyHeader;
import io.ringkeeper.balancer.metrics.Metrics;
import io.ringkeeper.balancer.routing.AffinityCookie;
import io.ringkeeper.balancer.routing.LoadBound;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.balancer.time.WallClock;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each part is told, taken from the configuration. */
final class Wiring {

  private Wiring() {}

  static Strategy strategy(Config config) {
    return strategy(config, config.strategy());
  }

  /** Every strategy as it is configured, also those that are not chosen. */
  static Map<String, Strategy> strategies(Config config) {
    return Arrays.stream(Config.Strategy.values())
        .map(each -> strategy(config, each))
        .collect(Collectors.toMap(Strategy::name, strategy -> strategy));
  }

  private static Strategy strategy(Config config, Config.Strategy chosen) {
    return switch (chosen) {
      case RING -> new RingStrategy(shape(config.ring()), ids(config.ring()));
      case MAGLEV -> new MaglevStrategy();
      case RENDEZVOUS -> {
        Factor cap = config.rendezvous().cap();
        yield new RendezvousStrategy(cap.isOn() ? cap.value() : RendezvousTable.NO_CAP);
      }
    };
  }

  static LoadBound bound(Config config) {
    return new LoadBound(config.boundedLoad().thousandths(), loops(config));
  }

  private static RingShape shape(RingConfig ring) {
    RingFunctions functions =
        switch (ring.functions()) {
          case MISSION -> RingFunctions.MISSION;
          case ORIGINAL -> RingFunctions.ORIGINAL;
          case MIX64 -> RingFunctions.MIX64;
        };
    return functions.shape(ring.slots(), ring.virtual());
  }

  private static RingIds ids(RingConfig ring) {
    return switch (ring.ids()) {
      case SPREAD -> RingIds.SPREAD;
      case LITERAL -> RingIds.LITERAL;
    };
  }

  static Engine engine(
      Config config, List<String> defaultCommand, EngineEvents events, Clock clock) {
    return switch (config.engine()) {
      case STATIC -> new FixedEngine(config.fixed().byOrdinal(), events);
      case PROCESS -> {
        List<String> command = config.process().command();
        yield new ProcessEngine(
            new ProcessSettings(
                command.isEmpty() ? defaultCommand : command,
                config.process().env(),
                config.process().ports().first(),
                config.process().ports().last()),
            events,
            clock);
      }
      case DOCKER -> new DockerEngine(docker(config), events, clock, System.getenv());
    };
  }

  private static DockerSettings docker(Config config) {
    return new DockerSettings(
        config.fleet(),
        Endpoint.of(config.docker(), System.getenv()),
        config.docker(),
        config.startTimeout().minus(margin(config.startTimeout())));
  }

  /** By so much an engine gives up earlier than the fleet does, so that its reason is heard. */
  private static Duration margin(Duration startTimeout) {
    Duration tenth = startTimeout.dividedBy(10);
    return tenth.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : tenth;
  }

  static Keeping keeping(Config config) {
    return new Keeping(
        config.fleet(),
        config.stateDirectory(System.getenv()),
        config.onExit() == Config.OnExit.KEEP);
  }

  static ProbeSettings probes(Config config) {
    return new ProbeSettings(
        config.health().path(),
        config.health().interval(),
        config.health().timeout(),
        new String(header(config), StandardCharsets.ISO_8859_1));
  }

  /** What a connection begins with that is from nobody but ourselves. */
  private static byte[] header(Config config) {
    return switch (config.proxyProtocol().send()) {
      case OFF -> new byte[0];
      case V1 -> ProxyHeader.v1();
      case V2 -> ProxyHeader.v2();
    };
  }

  static FleetSettings fleet(Config config, boolean scales) {
    return new FleetSettings(
        strategy(config),
        new Strategies(strategy(config), strategies(config)),
        weights(config),
        config.replicasMax(),
        config.strict(),
        scales,
        config.health().fall(),
        config.health().rise(),
        config.startTimeout(),
        config.drain(),
        config.stopTimeout(),
        config.replaceAfter(),
        config.slowStart(),
        config.serverId()::expand,
        ordinal -> config.initialNames().expand(ordinal, ""));
  }

  private static SortedMap<Integer, Integer> weights(Config config) {
    return switch (config.engine()) {
      case PROCESS, DOCKER -> new TreeMap<>();
      case STATIC -> config.fixed().weightsByOrdinal();
    };
  }

  private static int loops(Config config) {
    return config.loops() > 0 ? config.loops() : Runtime.getRuntime().availableProcessors();
  }

  static AccessLog accessLog(Config config, Clock clock) {
    return AccessLog.start(
        config.accessLog(), loops(config), config.accessLogFile(), clock, WallClock.system());
  }

  static Transport transport(Config config) {
    return switch (config.transport()) {
      case AUTO -> Transport.best();
      case EPOLL -> Transport.EPOLL;
      case IO_URING -> Transport.IO_URING;
      case NIO -> Transport.NIO;
    };
  }

  static ProxySettings proxy(Config config, AffinityCookie.Settings affinity) {
    return new ProxySettings(
        transport(config),
        loops(config),
        config.key(),
        affinity,
        ForwardingSettings.of(config),
        config.notFound() == Config.NotFound.PASS,
        config.limits().head().bytes(),
        config.limits().connections(),
        OpenFiles.ofProcess(),
        config.retries(),
        config.retryBudget(),
        config.timeouts(),
        config.pool(),
        config.drain());
  }

  /** What the metrics tell of a table. */
  static Metrics.FleetState state(RoutingTable table) {
    return new Metrics.FleetState(
        table.epoch(),
        table.members().size(),
        table.serving().stream()
            .map(r -> new Metrics.Replica(r.name(), r.ordinal(), r.inFlight()))
            .toList(),
        table.bound().spilled(),
        table.bound().exceeded());
  }
}
