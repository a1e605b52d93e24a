package io.ringkeeper.balancer.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.accesslog.AccessLog;
import io.ringkeeper.balancer.accesslog.NewYear;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.config.Pool;
import io.ringkeeper.balancer.config.RetryBudget;
import io.ringkeeper.balancer.config.Timeouts;
import io.ringkeeper.balancer.routing.AffinityCookie;
import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of a test: all waits are so long that only a hand on the clock ends them. */
final class Settings {

  static final Duration CONNECT = Duration.ofSeconds(5);
  static final Duration HEAD = Duration.ofSeconds(10);
  static final Duration IDLE = Duration.ofSeconds(60);
  static final Duration RESPONSE = Duration.ofSeconds(30);
  static final Duration BODY = Duration.ofSeconds(40);
  static final Duration SEND = Duration.ofSeconds(100);
  static final Duration TUNNEL = Duration.ofMinutes(5);
  static final Duration POOL_IDLE = Duration.ofSeconds(50);
  static final Duration WAIT = Duration.ofSeconds(3);
  static final Duration DRAIN = Duration.ofSeconds(7);
  static final int HEAD_LIMIT = 16 * 1024;

  List<KeySource> keys = List.of(new KeySource.Header("X-Request-ID"));
  AffinityCookie.Settings affinity =
      new AffinityCookie.Settings(
          "sid",
          List.of("0123456789abcdef".getBytes(US_ASCII), "previous-secret-1".getBytes(US_ASCII)),
          "; Path=/");
  ForwardingSettings forwarding = forwarding();
  boolean passNotFound;
  int loops = 1;
  int maxConnections = 1000;
  OpenFiles files = new OpenFiles(100_000);
  int retries = 2;
  RetryBudget retryBudget = new RetryBudget(0, 100);
  Duration request = Duration.ZERO;
  Duration poolIdle = POOL_IDLE;
  Duration lifetime = Duration.ZERO;
  int maxUpstreams;
  int queue = 100;
  Config.AccessLog accessLog = Config.AccessLog.OFF;
  String accessLogFile = "-";

  AccessLog accessLog(Clock clock) {
    return AccessLog.start(accessLog, loops, accessLogFile, clock, new NewYear());
  }

  /** The defaults but for these settings, each as {@code name=value}. */
  static ForwardingSettings forwarding(String... settings) {
    return ForwardingSettings.of(config(List.of(settings)));
  }

  private static Config config(List<String> settings) {
    try {
      return Config.load(null, Map.of(), settings);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What these say of keys and of forwarding, each as {@code name=value}; the secrets stay. */
  void take(List<String> settings) {
    Config config = config(settings);
    forwarding = ForwardingSettings.of(config);
    keys = config.key();
    AffinityCookie.Settings wanted = AffinityCookie.Settings.of(config.affinity());
    affinity = new AffinityCookie.Settings(wanted.name(), affinity.secrets(), wanted.attributes());
  }

  ProxySettings build() {
    return new ProxySettings(
        Transports.usable(),
        loops,
        keys,
        affinity,
        forwarding,
        passNotFound,
        HEAD_LIMIT,
        maxConnections,
        files,
        retries,
        retryBudget,
        new Timeouts(CONNECT, HEAD, IDLE, RESPONSE, BODY, SEND, TUNNEL, request),
        new Pool(poolIdle, lifetime, 16, maxUpstreams, queue, WAIT),
        DRAIN);
  }
}
