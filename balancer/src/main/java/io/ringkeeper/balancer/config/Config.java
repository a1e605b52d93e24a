package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an operator can say, checked. {@code examples/full.yaml} explains each setting;
 * the components have its names, except {@code fixed}, which is {@code static} there. Immutable.
 *
 * @param admin empty means no admin port
 * @param replicas 0..100,000; see {@link #initialOrdinals}
 * @param replicasMax how many there may ever be, 1..100,000
 * @param fleet names the fleet on its engine, {@code [a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}}
 * @param stateDir as written; see {@link #stateDirectory}
 * @param key where routing keys come from, in order; ends in {@link KeySource.Random}
 * @param boundedLoad how much more than its share of the requests in flight a replica may be given
 * @param serverId expands to the {@code SERVER_ID} of a replica
 * @param initialNames expands to a {@link Hostname} for every ordinal
 * @param trusted who is believed what he says of the way that a request has come
 * @param via whether replicas get a Via
 * @param startTimeout more than 0
 * @param retries how many further replicas a request may be tried at, 0..10
 * @param adminToken what {@code admin-token-file} holds, or the environment gives
 * @param loops event loops, 0..1024; 0 means one per core
 * @param accessLogFile a file's name, or {@code -} for standard output
 */
public record Config(
    Address listen,
    Optional<Address> admin,
    Contract contract,
    int replicas,
    int replicasMax,
    EngineKind engine,
    String fleet,
    String stateDir,
    OnExit onExit,
    ProcessConfig process,
    DockerConfig docker,
    @JsonProperty("static") StaticConfig fixed,
    List<KeySource> key,
    Affinity affinity,
    Strategy strategy,
    RingConfig ring,
    RendezvousConfig rendezvous,
    Factor boundedLoad,
    Template serverId,
    Template initialNames,
    boolean strict,
    NotFound notFound,
    List<Network> trusted,
    Forwarded forwarded,
    boolean via,
    RequestId requestId,
    ProxyProtocol proxyProtocol,
    Health health,
    Duration startTimeout,
    Duration drain,
    Duration stopTimeout,
    Duration replaceAfter,
    Duration slowStart,
    Timeouts timeouts,
    Pool pool,
    Limits limits,
    int retries,
    RetryBudget retryBudget,
    @JsonProperty("admin-token-file") AdminToken adminToken,
    Transport transport,
    int loops,
    AccessLog accessLog,
    String accessLogFile,
    Logging log) {

  /** The most replicas that can be asked for. */
  public static final int MOST_REPLICAS = 100_000;

  /** Where {@code /rep}, {@code /add} and {@code /rm} are answered. */
  public enum Contract {
    /** At the public port, and at the admin port. */
    PUBLIC,
    /** At the admin port alone; at the public port these paths are proxied. */
    ADMIN
  }

  /** How the event loops speak with the kernel. */
  public enum Transport {
    /** The best of those that can be used here, except io_uring. */
    AUTO,
    EPOLL,
    IO_URING,
    NIO
  }

  /** Who runs the replicas. */
  public enum EngineKind {
    /** Child processes of the balancer. */
    PROCESS,
    /** Containers of a Docker engine. */
    DOCKER,
    /** Somebody else. */
    STATIC
  }

  /** What becomes of replicas that could outlive the balancer when it is told to stop. */
  public enum OnExit {
    /** They run on, and the next balancer takes them over. */
    KEEP,
    /** They are removed. */
    REMOVE
  }

  /** How keys find replicas. */
  public enum Strategy {
    /** The mission's ring, of a size that is configured. */
    RING(0),
    /** Nearly perfect shares, for a few more moves. */
    MAGLEV(65_537),
    /** No moves that are not needed. */
    RENDEZVOUS(65_536);

    private final int places;

    Strategy(int places) {
      this.places = places;
    }
  }

  /** What a client gets where the replica answers 404. */
  public enum NotFound {
    /** The contract's 400. */
    CONTRACT,
    /** The replica's own answer. */
    PASS
  }

  /** The fields by which a replica learns whom a request is from. */
  public enum Forwarded {
    X_FORWARDED,
    /** The one field of RFC 7239. */
    RFC7239,
    BOTH,
    OFF
  }

  /** Whose X-Request-ID is passed on. */
  public enum RequestId {
    /** Anybody's. */
    KEEP,
    /** That of trusted networks; others get a new one. */
    TRUSTED
  }

  /** What is written of each request. */
  public enum AccessLog {
    /** Nothing. */
    OFF,
    /** An object in JSON. */
    JSON,
    /** The line that Apache and nginx call combined. */
    COMBINED
  }

  private static final Pattern FLEET = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");

  public Config {
    key = List.copyOf(key);
    trusted = List.copyOf(trusted);
    requireRange(replicas, 0, MOST_REPLICAS, "replicas");
    requireRange(replicasMax, 1, MOST_REPLICAS, "replicas-max");
    requireRange(retries, 0, 10, "retries");
    requireRange(loops, 0, 1024, "loops");
    require(startTimeout.isPositive(), "is not longer than 0s", "start-timeout");
    require(
        !key.isEmpty() && key.indexOf(new KeySource.Random()) == key.size() - 1,
        "does not end in its only 'random', for requests that carry no key",
        "key");
    require(
        key.indexOf(new KeySource.Affinity()) == key.lastIndexOf(new KeySource.Affinity()),
        "has 'affinity' twice",
        "key");
    checkReach(key);
    require(FLEET.matcher(fleet).matches(), "'%s' is not a name".formatted(fleet), "fleet");
    require(Variables.isFreeOfNul(stateDir), "has a NUL character", "state-dir");
    require(
        !proxyProtocol.accept() || !trusted.isEmpty(),
        "needs the proxies' networks in 'trusted'",
        "proxy-protocol.accept");
    require(!accessLogFile.isEmpty(), "names no file", "access-log-file");
    require(Variables.isFreeOfNul(accessLogFile), "has a NUL character", "access-log-file");
    checkNames(initialNames);
    checkPorts(listen, admin, adminToken);
    switch (engine) {
      case PROCESS -> {
        checkReplicas(replicas, replicasMax);
        checkCapacity(replicas, strategy, ring, "replicas");
        checkProcesses(replicas, process.ports());
      }
      case DOCKER -> {
        checkReplicas(replicas, replicasMax);
        checkCapacity(replicas, strategy, ring, "replicas");
      }
      case STATIC -> {
        checkServers(fixed.replicas().size());
        checkCapacity(fixed.replicas().size(), strategy, ring, "static.replicas");
        if (strategy == Strategy.RING) {
          checkRing(fixed, ring);
        }
      }
    }
  }

  /** Whatever is always there ends the search; only the last, which has to be there, may follow. */
  private static void checkReach(List<KeySource> key) {
    for (int i = 0; i < key.size() - 2; i++) {
      require(
          !key.get(i).isAlwaysThere(),
          "never comes to '%s', since '%s' is always there".formatted(key.get(i + 1), key.get(i)),
          "key");
    }
  }

  private static void checkNames(Template names) {
    require(!names.uses("name"), "cannot use {name}, which is made from it", "initial-names");
    require(names.uses("ordinal"), "needs {ordinal}, to tell them apart", "initial-names");
    for (int ordinal : new int[] {1, MOST_REPLICAS}) {
      String name = names.expand(ordinal, "");
      require(Hostname.isValid(name), "'%s' is not a host name".formatted(name), "initial-names");
    }
  }

  private static void checkPorts(Address listen, Optional<Address> admin, AdminToken token) {
    admin.ifPresent(address -> {
      require(
          address.port() != listen.port() || address.port() == 0,
          "listen (%s) and admin (%s) have the same port".formatted(listen, address),
          "admin",
          "listen");
      require(
          address.isLoopback() || token.isSet(),
          address
              + " is open to other machines and needs a token: set admin-token-file or"
              + " RINGKEEPER_ADMIN_TOKEN",
          "admin",
          "admin-token-file");
    });
  }

  private static void checkReplicas(int replicas, int most) {
    require(
        replicas <= most,
        "replicas (%d) is more than replicas-max (%d)".formatted(replicas, most),
        "replicas",
        "replicas-max");
  }

  private static void checkProcesses(int replicas, PortRange ports) {
    require(
        replicas <= ports.size(),
        "%d replicas do not fit into the %d ports of process.ports (%s)"
            .formatted(replicas, ports.size(), ports),
        "replicas",
        "process.ports");
  }

  private static void checkServers(int servers) {
    require(
        servers > 0,
        "engine 'static' needs the servers that there are in static.replicas",
        "engine",
        "static.replicas");
  }

  private static void checkCapacity(int replicas, Strategy strategy, RingConfig ring, String key) {
    switch (strategy) {
      case RING ->
          require(
              replicas <= ring.capacity(),
              "%d replicas do not fit on the ring, which holds %d (ring.slots / ring.virtual)"
                  .formatted(replicas, ring.capacity()),
              key,
              "ring.slots",
              "ring.virtual");
      case MAGLEV, RENDEZVOUS ->
          require(
              replicas <= strategy.places,
              "%d replicas do not fit into the table, which holds %d"
                  .formatted(replicas, strategy.places),
              key,
              "strategy");
    }
  }

  private static void checkRing(StaticConfig servers, RingConfig ring) {
    require(
        servers.weights().stream().allMatch(weight -> weight == 1),
        "a ring knows no weights; take strategy maglev or rendezvous",
        "static.weights",
        "strategy");
    Map<Integer, Integer> places = new HashMap<>();
    for (int ordinal : servers.byOrdinal().keySet()) {
      @Nullable Integer other = places.putIfAbsent(ring.place(ordinal), ordinal);
      require(
          other == null,
          "%d and %d have one place on the ring of %d slots"
              .formatted(other, ordinal, ring.slots()),
          "static.ordinals",
          "ring.slots");
    }
  }

  /**
   * The defaults, overlaid by a YAML file, by environment variables ({@code
   * RINGKEEPER_HEALTH_FALL}) and by settings of the form {@code health.fall=3}, each over the one
   * before. Reads the file and the file of the admin token.
   *
   * @throws ConfigException if anything is wrong, with everything that was found to be
   */
  public static Config load(@Nullable Path file, Map<String, String> environment, List<String> sets)
      throws ConfigException {
    return ConfigLoader.load(file, environment, sets);
  }

  /** The ordinals to begin with: as many as are configured, or those of the servers listed. */
  public SortedSet<Integer> initialOrdinals() {
    return switch (engine) {
      case PROCESS, DOCKER ->
          IntStream.rangeClosed(1, replicas).boxed().collect(Collectors.toCollection(TreeSet::new));
      case STATIC -> new TreeSet<>(fixed.byOrdinal().keySet());
    };
  }

  /**
   * Where the state of a fleet whose replicas outlive the balancer is kept: as configured, else
   * where the user's programs keep theirs.
   */
  public Path stateDirectory(Map<String, String> environment) {
    if (!stateDir.isEmpty()) {
      return Path.of(stateDir);
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        xdg.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "/var/lib"), ".local", "state")
            : Path.of(xdg);
    return base.resolve("ringkeeper");
  }

  /** What is allowed and yet probably not meant, one sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!listen.isLoopback() && contract == Contract.PUBLIC && !adminToken.isSet()) {
      warnings.add(
          listen
              + " is open to other machines, and so are /add and /rm: set admin-token-file,"
              + " RINGKEEPER_ADMIN_TOKEN or 'contract: admin'");
    }
    if (key.contains(new KeySource.Affinity()) && !affinity.secretFile().isSet()) {
      warnings.add(
          "cookies are signed with a secret that ends with this balancer: set"
              + " affinity.secret-file or RINGKEEPER_AFFINITY_SECRET");
    }
    return warnings;
  }
}
