package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("ringkeeper.root", ".."), "examples");
  private static final Set<Class<?>> SECTIONS =
      Set.of(
          Affinity.class,
          ProcessConfig.class,
          DockerConfig.class,
          StaticConfig.class,
          RingConfig.class,
          RendezvousConfig.class,
          ProxyProtocol.class,
          Health.class,
          Timeouts.class,
          Pool.class,
          Limits.class,
          RetryBudget.class,
          Logging.class);

  @TempDir private Path folder;

  @Test
  void fullExampleIsTheDefaults() throws IOException {
    try (var defaults = Config.class.getResourceAsStream("defaults.yaml")) {
      assertThat(EXAMPLES.resolve("full.yaml")).hasBinaryContent(defaults.readAllBytes());
    }
  }

  @Test
  void defaultsListEverySettingInTheOrderOfTheRecords() throws IOException {
    assertThat(schema().defaults().keySet())
        .containsExactlyElementsOf(paths("", Config.class).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleLoads(Path example) throws ConfigException {
    Config config = Config.load(example, Map.of("RINGKEEPER_ADMIN_TOKEN", "0123456789"), List.of());
    assertThat(config.warnings()).isEmpty();
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void takesEverySettingFromEveryOrigin(String path, String text) throws ConfigException {
    String variable = ConfigLoader.variable(path);
    assertThat(Config.load(null, Map.of(variable, text), List.of())).isEqualTo(load());
    assertThat(load(path + "=" + text)).isEqualTo(load());
    // ... and that each is really read:
    assertThatThrownBy(() -> Config.load(null, Map.of(variable, "\0"), List.of()))
        .hasMessageStartingWith("environment " + variable + ": " + path);
    assertThatThrownBy(() -> load(path + "=\0")).hasMessageStartingWith("--set " + path + ": ");
  }

  static Stream<Arguments> settings() throws IOException {
    return schema().defaults().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), text(entry.getValue().toJson())));
  }

  private static String text(JsonNode value) {
    return value.isValueNode()
        ? value.textValue()
        : String.join(",", value.valueStream().map(JsonNode::textValue).toList());
  }

  @Test
  void eachOriginOverridesTheOneBelow() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "loops: 1\nretries: 1\nreplicas: 1\n");
    Map<String, String> environment = Map.of("RINGKEEPER_LOOPS", "2", "RINGKEEPER_RETRIES", "2");
    Config config = Config.load(file, environment, List.of("loops=3", "pool.idle=1s", "loops=4"));
    assertThat(config.loops()).isEqualTo(4);
    assertThat(config.retries()).isEqualTo(2);
    assertThat(config.replicas()).isEqualTo(1);
    assertThat(config.pool().idle()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.pool().maxIdle()).isEqualTo(1024);
    assertThat(config.replicasMax()).isEqualTo(1000);
  }

  @Test
  void listsReplaceAndMappingsJoin() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "process:\n  command: [a, b]\n  env:\n    A: off\n    B: 0123\n    C:\n");
    Config config =
        Config.load(
            file,
            Map.of("RINGKEEPER_PROCESS_ENV", "B=x=y, D=1"),
            List.of("process.command=c , d", "process.env.A=1,2"));
    assertThat(config.process().command()).containsExactly("c", "d");
    assertThat(config.process().env()).isEqualTo(Map.of("A", "1,2", "B", "x=y", "C", "", "D", "1"));
    assertThat(config.process().toString()).doesNotContain("x=y");
  }

  @Test
  void readsTextsAsTheyAreWritten() throws ConfigException {
    Config config =
        load(
            "listen=[::1]:0",
            "admin=off",
            "key=header:A,header:B,random",
            "health.interval=5m",
            "limits.head=2048B",
            "affinity.max-age=400d",
            "access-log=combined");
    assertThat(config.affinity().maxAge().seconds()).isEqualTo(34_560_000);
    assertThat(config.listen()).isEqualTo(new Address("::1", 0)).hasToString("[::1]:0");
    assertThat(config.admin()).isEmpty();
    assertThat(config.key())
        .containsExactly(
            new KeySource.Header("A"), new KeySource.Header("B"), new KeySource.Random());
    assertThat(config.health().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.limits().head()).hasToString("2KiB");
    assertThat(config.accessLog()).isEqualTo(Config.AccessLog.COMBINED);
    assertThat(load("access-log=off").accessLog()).isEqualTo(Config.AccessLog.OFF);
    assertThat(load().admin()).isEqualTo(Optional.of(new Address("127.0.0.1", 5001)));
  }

  @Test
  void readsWhatContainersMayTake() throws ConfigException {
    DockerConfig docker =
        load(
                "docker.memory=2GiB",
                "docker.cpus=0.5",
                "docker.labels.com.example.team=a",
                "docker.env.spring.profile=secret")
            .docker();
    assertThat(docker.memory().bytes()).isEqualTo(2L << 30);
    assertThat(docker.cpus().nanos()).isEqualTo(500_000_000);
    assertThat(docker.labels()).isEqualTo(Map.of("com.example.team", "a"));
    assertThat(docker.env()).isEqualTo(Map.of("spring.profile", "secret"));
    assertThat(docker.toString()).contains("spring.profile").doesNotContain("secret");
    assertThat(load("docker.memory=64MiB").docker().memory().bytes()).isEqualTo(64 << 20);
    assertThat(load().docker().cpus().nanos()).isZero();
  }

  @Test
  void keepsStateWhereItIsToldElseWhereTheUsersProgramsDo() throws ConfigException {
    Map<String, String> home = Map.of("HOME", "/users/me");
    Map<String, String> xdg = Map.of("HOME", "/users/me", "XDG_STATE_HOME", "/state");
    assertThat(load("state-dir=/var/x").stateDirectory(xdg)).isEqualTo(Path.of("/var/x"));
    assertThat(load().stateDirectory(xdg)).isEqualTo(Path.of("/state/ringkeeper"));
    assertThat(load().stateDirectory(home)).isEqualTo(Path.of("/users/me/.local/state/ringkeeper"));
  }

  @Test
  void anEmptyFileOrSectionChangesNothing() throws Exception {
    for (String yaml : List.of("", "# nothing", "---\n", "health:\n", "process: {env: }\n")) {
      Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
      assertThat(Config.load(file, Map.of(), List.of())).as(yaml).isEqualTo(load());
    }
  }

  @Test
  void leavesForeignAndReservedVariablesAlone() throws ConfigException {
    Map<String, String> environment =
        Map.of(
            "PATH", "/bin",
            "RINGKEEPER_JAVA_HOME", "/opt/jdk",
            "RINGKEEPER_JAVA_OPTS", "-Xmx64m",
            "RINGKEEPER_USER", "1000:1000",
            "RINGKEEPER_PORT", "tcp://10.0.0.1:5000",
            "RINGKEEPER_ADMIN_SERVICE_HOST", "10.0.0.1",
            "RINGKEEPER_SERVICE_PORT_HTTP", "5000",
            "RINGKEEPER_PORT_5000_TCP_ADDR", "10.0.0.1");
    assertThat(Config.load(null, environment, List.of())).isEqualTo(load());
  }

  @Test
  void warnsOfAnOpenPortThatAnybodyMayCommand() throws ConfigException {
    assertThat(load("listen=0.0.0.0:80").warnings())
        .containsExactly(
            "0.0.0.0:80 is open to other machines, and so are /add and /rm: set admin-token-file,"
                + " RINGKEEPER_ADMIN_TOKEN or 'contract: admin'");
    assertThat(load("listen=0.0.0.0:80", "contract=admin").warnings()).isEmpty();
    assertThat(load("listen=[::1]:80").warnings()).isEmpty();
  }

  @Test
  void knowsTheInitialOrdinalsOfEveryEngine() throws ConfigException {
    assertThat(load("replicas=3").initialOrdinals()).containsExactly(1, 2, 3);
    assertThat(load("engine=docker", "replicas=2").initialOrdinals()).containsExactly(1, 2);
    assertThat(load("engine=static", "static.replicas=a:1,b:2").initialOrdinals())
        .containsExactly(1, 2);
  }

  /** What is said of a server is said by its place in the list, and kept by its ordinal. */
  @Test
  void serversMayHaveOrdinalsOfTheirOwn() throws ConfigException {
    Config config =
        load(
            "engine=static",
            "strategy=maglev",
            "static.replicas=a:1,b:2,c:3",
            "static.ordinals=7,1,2",
            "static.weights=5,1,3");

    assertThat(config.initialOrdinals()).containsExactly(1, 2, 7);
    assertThat(config.fixed().byOrdinal())
        .containsExactly(
            Map.entry(1, new Address("b", 2)),
            Map.entry(2, new Address("c", 3)),
            Map.entry(7, new Address("a", 1)));
    assertThat(config.fixed().weightsByOrdinal()).isEqualTo(Map.of(1, 1, 2, 3, 7, 5));
  }

  private static Config load(String... sets) throws ConfigException {
    return Config.load(null, Map.of(), List.of(sets));
  }

  private static Schema schema() throws IOException {
    String yaml = Files.readString(EXAMPLES.resolve("full.yaml"));
    return new Schema(YamlReader.read("full.yaml", yaml, new Problems()));
  }

  private static Stream<String> paths(String prefix, Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .flatMap(component ->
            SECTIONS.contains(component.getType())
                ? paths(prefix + name(component) + ".", component.getType())
                : Stream.of(prefix + name(component)));
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given != null ? given.value() : new KebabCaseStrategy().translate(component.getName());
  }
}
