package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong, where: each input with the sentence that it earns. */
class ConfigProblemsTest {

  @TempDir private Path folder;

  /** One problem in a file: {@code ⏎} begins a line; {@code FILE} is its path. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        // What YAML itself has to say
        "a: 'x                             → FILE:1: cannot be read: found unexpected end of stream",
        "listen: a: b                      → FILE:1: cannot be read: mapping values are not allowed here",
        "listen:⏎ [a                       → FILE:2: cannot be read: expected ',' or ']', but got <stream end>",
        "- replicas                        → FILE:1: expects settings, such as 'replicas: 3'",
        "replicas                          → FILE:1: expects settings, such as 'replicas: 3'",
        "loops: 1⏎---⏎loops: 2             → FILE:3: a second document begins here; there can be only one",
        "loops: &n 1⏎retries: *n           → FILE:2: cannot be read: an alias; write the value itself",
        "loops: 1⏎⏎loops: 1                → FILE:3: loops: is set already, on line 1",
        "health: {fall: 1, fall: 1}        → FILE:1: health.fall: is set already, on line 1",
        // Names and shapes
        "#⏎#⏎helth: {fall: 1}              → FILE:3: helth: no such setting; did you mean 'health'?",
        "health:⏎  intervall: 1s           → FILE:2: health.intervall: no such setting; did you mean 'health.interval'?",
        "interval: 1s                      → FILE:1: interval: no such setting; did you mean 'health.interval'?",
        "colour-of-the-sky: blue           → FILE:1: colour-of-the-sky: no such setting",
        "health.interval: 1s               → FILE:1: health.interval: in a file, settings nest by indentation, not by dots",
        "health: 1s                        → FILE:1: health: expects settings beneath it",
        "health: [1s]                      → FILE:1: health: expects settings beneath it",
        "listen: [1, 2]                    → FILE:1: listen: expects a single value",
        "listen: {port: 1}                 → FILE:1: listen: expects a single value",
        "key: random                       → FILE:1: key: expects a list, such as [a, b]",
        "key: {random: 1}                  → FILE:1: key: expects a list, such as [a, b]",
        "key:⏎  - random⏎  - [random]      → FILE:3: key[1]: expects a single value",
        "process: {env: x}                 → FILE:1: process.env: expects NAME: value beneath it",
        "process:⏎  env:⏎    A: [1]        → FILE:3: process.env.A: expects a single value",
        // Texts
        "health: {interval: abc}           → FILE:1: health.interval: 'abc' is not a duration (write 500ms, 2s or 5m)",
        "drain: 5                          → FILE:1: drain: '5' is not a duration (write 500ms, 2s or 5m)",
        "drain: -5s                        → FILE:1: drain: '-5s' is not a duration (write 500ms, 2s or 5m)",
        "drain: 1:30                       → FILE:1: drain: '1:30' is not a duration (write 500ms, 2s or 5m)",
        "drain: 25h                        → FILE:1: drain: '25h' is longer than 24h",
        "replicas: abc                     → FILE:1: replicas: 'abc' is not a whole number",
        "replicas: 0123                    → FILE:1: replicas: '0123' is not a whole number",
        "replicas: 0x10                    → FILE:1: replicas: '0x10' is not a whole number",
        "replicas: 1_000                   → FILE:1: replicas: '1_000' is not a whole number",
        "replicas:                         → FILE:1: replicas: '' is not a whole number",
        "replicas: 99999999999             → FILE:1: replicas: '99999999999' is too large",
        "strict: yes                       → FILE:1: strict: 'yes' is neither true nor false",
        "engine: docker                    → FILE:1: engine: 'docker' is not one of process, static",
        "contract: Public                  → FILE:1: contract: 'Public' is not one of public, admin",
        "strategy: maglev                  → FILE:1: strategy: 'maglev' is not one of ring",
        "not-found: hide                   → FILE:1: not-found: 'hide' is not one of contract, pass",
        "ring: {ids: 0}                    → FILE:1: ring.ids: '0' is not one of spread, literal",
        "log: {level: trace}               → FILE:1: log.level: 'trace' is not one of error, warn, info, debug",
        "log: {color: on}                  → FILE:1: log.color: 'on' is not one of auto, always, never",
        "listen: 5000                      → FILE:1: listen: '5000' is not an address (write host:port, such as 127.0.0.1:5000 or [::1]:5000)",
        "listen: ::1:5000                  → FILE:1: listen: '::1:5000' is not an address (write host:port, such as 127.0.0.1:5000 or [::1]:5000)",
        "listen: off                       → FILE:1: listen: 'off' is not an address (write host:port, such as 127.0.0.1:5000 or [::1]:5000)",
        "admin: a:65536                    → FILE:1: admin: 'a:65536' is not an address (write host:port, such as 127.0.0.1:5000 or [::1]:5000)",
        "limits: {head: 64k}               → FILE:1: limits.head: '64k' is not a size (write 512B, 64KiB or 1MiB)",
        "limits: {head: 9999MiB}           → FILE:1: limits.head: '9999MiB' is too large",
        "process: {ports: 2000}            → FILE:1: process.ports: '2000' is not a range of ports (write 20000-29999)",
        "process: {ports: 3000-2000}       → FILE:1: process.ports: 3000-2000 is not a range of ports from 1 to 65535",
        "key:⏎- cookie:a⏎- random          → FILE:2: key[0]: 'cookie:a' is not a source of keys (write header:NAME or random)",
        "key: ['header:a b', random]       → FILE:1: key[0]: 'a b' is not the name of a header",
        "server-id: '{id}'                 → FILE:1: server-id: '{id}' is unknown (there are {ordinal} and {name})",
        "server-id: '{name'                → FILE:1: server-id: '{name' has a brace without its pair",
        "server-id: ''                     → FILE:1: server-id: is empty or has a control character",
        "admin-token-file: none/such       → FILE:1: admin-token-file: there is no file 'none/such'",
        // Ranges
        "replicas: -1                      → FILE:1: replicas: -1 is not between 0 and 100000",
        "replicas-max: 0                   → FILE:1: replicas-max: 0 is not between 1 and 100000",
        "retries: 11                       → FILE:1: retries: 11 is not between 0 and 10",
        "loops: 1025                       → FILE:1: loops: 1025 is not between 0 and 1024",
        "start-timeout: 0s                 → FILE:1: start-timeout: is not longer than 0s",
        "health: {path: heartbeat}         → FILE:1: health.path: 'heartbeat' is not a path (write / and printable ASCII)",
        "health: {interval: 9ms}           → FILE:1: health.interval: is shorter than 10ms",
        "health: {timeout: 0ms}            → FILE:1: health.timeout: is not longer than 0s",
        "health:⏎  fall: 0                 → FILE:2: health.fall: 0 is not between 1 and 100",
        "health:⏎  rise: 101               → FILE:2: health.rise: 101 is not between 1 and 100",
        "timeouts: {connect: 0s}           → FILE:1: timeouts.connect: is not longer than 0s",
        "timeouts: {body: 0s}              → FILE:1: timeouts.body: is not longer than 0s",
        "pool: {max-idle: -1}              → FILE:1: pool.max-idle: -1 is not between 0 and 1000000",
        "limits: {head: 512B}              → FILE:1: limits.head: 512B is not between 1KiB and 256KiB",
        "limits: {head: 1MiB}              → FILE:1: limits.head: 1MiB is not between 1KiB and 256KiB",
        "limits: {connections: 0}          → FILE:1: limits.connections: 0 is not between 1 and 10000000",
        "ring: {slots: 500}                → FILE:1: ring.slots: 500 is not a power of two",
        "ring: {slots: 8}                  → FILE:1: ring.slots: 8 is not between 16 and 65536",
        "ring:⏎  slots: 16⏎  virtual: 17   → FILE:3: ring.virtual: 17 is not between 1 and 16",
        // Rules between settings
        "key: []                           → FILE:1: key: does not end in its only 'random', for requests that carry no key",
        "key: [header:A]                   → FILE:1: key: does not end in its only 'random', for requests that carry no key",
        "key: [random, header:A]           → FILE:1: key: does not end in its only 'random', for requests that carry no key",
        "initial-names: '{name}'           → FILE:1: initial-names: cannot use {name}, which is made from it",
        "initial-names: server             → FILE:1: initial-names: needs {ordinal}, to tell them apart",
        "initial-names: '-{ordinal}'       → FILE:1: initial-names: '-1' is not a host name",
        "initial-names: '{ordinal}'        → FILE:1: initial-names: '1' is not a host name",
        "listen: 127.0.0.1:5001            → FILE:1: listen: listen (127.0.0.1:5001) and admin (127.0.0.1:5001) have the same port",
        "admin: '[::1]:5000'               → FILE:1: admin: listen (127.0.0.1:5000) and admin ([::1]:5000) have the same port",
        "admin: 0.0.0.0:1                  → FILE:1: admin: 0.0.0.0:1 is open to other machines and needs a token: set admin-token-file or RINGKEEPER_ADMIN_TOKEN",
        "replicas: 57                      → FILE:1: replicas: 57 replicas do not fit on the ring, which holds 56 (ring.slots / ring.virtual)",
        "ring: {virtual: 200}              → FILE:1: ring.virtual: 3 replicas do not fit on the ring, which holds 2 (ring.slots / ring.virtual)",
        "replicas: 2000                    → FILE:1: replicas: replicas (2000) is more than replicas-max (1000)",
        "replicas-max: 2                   → FILE:1: replicas-max: replicas (3) is more than replicas-max (2)",
        "process: {ports: 1-2}             → FILE:1: process.ports: 3 replicas do not fit into the 2 ports of process.ports (1-2)",
        "process: {command: ['', a]}       → FILE:1: process.command: the program is missing",
        "process:⏎  env:⏎    PORT: 1       → FILE:3: process.env.PORT: is set by Ringkeeper, to each replica its own",
        "process:⏎  env:⏎    A=B: 1        → FILE:3: process.env.A=B: is not the name of a variable",
        "engine: static                    → FILE:1: engine: engine 'static' needs the servers that there are in static.replicas",
        "static: {replicas: [a:1, a:1]}    → FILE:1: static.replicas: a:1 is listed twice",
        "static: {replicas: [a:0]}         → FILE:1: static.replicas: a:0 has no port to connect to",
      })
  void namesFileLineAndPath(String yaml, String sentence) throws IOException {
    assertThat(problems(write(yaml.replace("⏎", "\n")), Map.of()))
        .containsExactly(sentence.replaceFirst("FILE", file().toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "replicas                   → --set replicas: has no value; write path=value",
        "health.interval=x          → --set health.interval: 'x' is not a duration (write 500ms, 2s or 5m)",
        "health.intreval=1s         → --set health.intreval: no such setting; did you mean 'health.interval'?",
        "health=1s                  → --set health: has settings beneath it; name one of them",
        "key=random,cookie          → --set key: key[1]: 'cookie' is not a source of keys (write header:NAME or random)",
        "key=                       → --set key: does not end in its only 'random', for requests that carry no key",
        "process.env.PORT=1         → --set process.env.PORT: is set by Ringkeeper, to each replica its own",
        "process.env=A              → --set process.env: expects NAME=value, separated by commas",
        "admin-token=secretsecret   → --set admin-token: no such setting",
      })
  void namesTheSet(String set, String sentence) {
    assertThat(problems(null, Map.of(), set)).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "RINGKEEPER_HEALTH_FALL=x       → environment RINGKEEPER_HEALTH_FALL: health.fall: 'x' is not a whole number",
        "RINGKEEPER_HELTH_FALL=1        → environment RINGKEEPER_HELTH_FALL: no such setting; did you mean 'RINGKEEPER_HEALTH_FALL'?",
        "RINGKEEPER_LISTEN_PORT=1       → environment RINGKEEPER_LISTEN_PORT: no such setting",
        "RINGKEEPER_PROCESS_ENV=A=1,B   → environment RINGKEEPER_PROCESS_ENV: process.env: expects NAME=value, separated by commas",
        "RINGKEEPER_ADMIN_TOKEN=short   → environment RINGKEEPER_ADMIN_TOKEN: the token is not 8 to 1024 printable ASCII characters without spaces",
        "RINGKEEPER_ADMIN_TOKEN=        → environment RINGKEEPER_ADMIN_TOKEN: the token is empty",
      })
  void namesTheVariable(String variable, String sentence) {
    String[] pair = variable.split("=", 2);
    assertThat(problems(null, Map.of(pair[0], pair[1]))).containsExactly(sentence);
  }

  @Test
  void reportsAllProblemsAtOnce() throws IOException {
    Path file = write("helth: 1\nreplicas: x\nhealth:\n  fall: 0\n  rise: 0\ndrain: [1]\n");
    assertThat(problems(file, Map.of("RINGKEEPER_LOOPS", "-1"), "retries=99"))
        .containsExactlyInAnyOrder(
            file + ":1: helth: no such setting; did you mean 'health'?",
            file + ":2: replicas: 'x' is not a whole number",
            file + ":4: health.fall: 0 is not between 1 and 100",
            file + ":5: health.rise: 0 is not between 1 and 100",
            file + ":6: drain: expects a single value",
            "environment RINGKEEPER_LOOPS: loops: -1 is not between 0 and 1024",
            "--set retries: 99 is not between 0 and 10");
  }

  @Test
  void doesNotBlameWhatContradictsAWrongSetting() throws IOException {
    Path file =
        write("replicas: 100\nring: {slots: 100000}\nengine: static\nstatic: {replicas: x}");
    assertThat(problems(file, Map.of()))
        .containsExactlyInAnyOrder(
            file + ":4: static.replicas: expects a list, such as [a, b]",
            file + ":2: ring.slots: 100000 is not between 16 and 65536");
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    assertThat(problems(folder, Map.of())).containsExactly(folder + ": is a directory, not a file");
    assertThat(problems(file(), Map.of())).containsExactly(file() + ": there is no such file");
    Path large = write("# ".repeat(1 << 19) + "#");
    assertThat(problems(large, Map.of())).containsExactly(large + ": is larger than 1MiB");
    Path latin = Files.write(file(), new byte[] {'#', (byte) 0xE9, '\n'});
    assertThat(problems(latin, Map.of())).containsExactly(latin + ": is not text in UTF-8");
  }

  private Path file() {
    return folder.resolve("ringkeeper.yaml");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(file(), yaml);
  }

  private static List<String> problems(
      @Nullable Path file, Map<String, String> environment, String... sets) {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class, () -> Config.load(file, environment, List.of(sets)));
    assertThat(thrown).isNotNull();
    return thrown.problems();
  }
}
