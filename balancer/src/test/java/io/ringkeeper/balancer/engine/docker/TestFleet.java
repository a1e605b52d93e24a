package io.ringkeeper.balancer.engine.docker;

import static io.ringkeeper.balancer.engine.docker.DockerCli.docker;
import static io.ringkeeper.balancer.engine.docker.DockerCli.tryDocker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The fleet of one test on the real engine, with a name, a network and containers of its own.
 * Closing removes all of it, whatever has happened.
 */
final class TestFleet implements AutoCloseable {

  static final String MARK = "ringkeeper-test";

  /** The name of the fleet, of its network, and the beginning of its containers' names. */
  final String name = "rkt" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

  final RecordedEvents events = new RecordedEvents();
  private final List<DockerEngine> engines = new ArrayList<>();
  private String host = "";
  private Duration startLimit = Duration.ofSeconds(20);
  private List<Survivor> survivors = List.of();

  /** Later engines are reached there. */
  TestFleet through(String host) {
    this.host = host;
    return this;
  }

  TestFleet startingWithin(Duration limit) {
    startLimit = limit;
    return this;
  }

  /** A spec whose ordinal, generation and name have this number. */
  ReplicaSpec spec(long number) {
    return new ReplicaSpec((int) number, number, name(number), "id" + number);
  }

  String name(long number) {
    return name + "-" + number;
  }

  DockerEngine unopened(String... sets) {
    List<String> all = new ArrayList<>();
    all.add("fleet=" + name);
    all.add("docker.image=" + DockerCli.IMAGE);
    all.add("docker.pull=never");
    all.add("docker.network=" + name);
    all.add("docker.labels." + MARK + "=" + name);
    all.add("docker.list-interval=1h");
    all.add("docker.host=" + host);
    all.addAll(List.of(sets));
    try {
      Config config = Config.load(null, Map.of(), all);
      DockerSettings settings =
          new DockerSettings(
              name, Endpoint.of(config.docker(), System.getenv()), config.docker(), startLimit);
      DockerEngine engine = new DockerEngine(settings, events, Clock.system(), System.getenv());
      engines.add(engine);
      return engine;
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An engine that was opened, with further settings. */
  DockerEngine engine(String... sets) {
    DockerEngine engine = unopened(sets);
    try {
      survivors = engine.open();
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
    return engine;
  }

  /** What the last engine has found. */
  List<Survivor> survivors() {
    return survivors;
  }

  /** An engine whose replicas 1 to {@code count} have been started. */
  DockerEngine running(int count, String... sets) {
    DockerEngine engine = engine(sets);
    for (int number = 1; number <= count; number++) {
      engine.start(spec(number));
      events.next(Started.class);
    }
    return engine;
  }

  /** All containers of this test, in whatever state. */
  List<String> containers() {
    return docker("ps", "-a", "--format", "{{.Names}}", "--filter", "label=" + MARK + "=" + name)
        .lines()
        .sorted()
        .toList();
  }

  void awaitNoContainers() {
    await().untilAsserted(() -> assertThat(containers()).isEmpty());
  }

  boolean hasNetwork() {
    return docker("network", "ls", "--format", "{{.Name}}").lines().anyMatch(name::equals);
  }

  /** Somebody else's container, which merely has this name. */
  void foreign(String container, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("run", "-d", "--name", container, "--label", MARK + "=" + name));
    command.addAll(List.of(arguments));
    command.addAll(List.of(DockerCli.IMAGE, "/bin/busybox", "sleep", "1000"));
    docker(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    engines.forEach(DockerEngine::close);
    containers().forEach(container -> tryDocker("rm", "-f", container));
    tryDocker("network", "rm", name);
    tryDocker("rmi", DockerCli.IMAGE.replaceAll(":.*", ":" + name)); // a test may have named it so
  }
}
