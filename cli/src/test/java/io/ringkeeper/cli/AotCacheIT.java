package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher comes by its AOT cache, in a copy of what is installed. */
class AotCacheIT {

  /** The JVM starts with the cache or not at all. */
  private static final String REQUIRED = "-XX:AOTMode=on";

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String VERSION = "ringkeeper 0.1.0\n";

  @TempDir private Path root;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(root.resolve("lib"));
    Files.createDirectories(root.resolve("bin"));
    Files.copy(Program.ROOT.resolve("cli/target/ringkeeper.jar"), jar());
    for (String name : List.of("ringkeeper", "aot-cache", "find-jdk", "runtime")) {
      Files.copy(Program.ROOT.resolve("bin/" + name), root.resolve("bin/" + name));
    }
    for (String name : List.of("java.options", "rehearsal.options")) {
      Files.copy(Program.ROOT.resolve("bin/" + name), root.resolve("bin/" + name));
    }
  }

  private Path jar() {
    return root.resolve("lib/ringkeeper.jar");
  }

  private Path cache() {
    return root.resolve("lib/ringkeeper.aot");
  }

  private Process start(String program, String options, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(root.resolve("bin/" + program).toString()), Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("RINGKEEPER"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(Map.of("RINGKEEPER_JAVA_OPTS", options));
    return builder.start();
  }

  private static String end(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private String version(String options) throws IOException, InterruptedException {
    return end(start("ringkeeper", options, "--version"));
  }

  private List<String> installed() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isMadeOnceAndUsedUntilItFitsNoMore() throws Exception {
    Process one = start("aot-cache", "");
    Process other = start("aot-cache", "");
    assertThat(end(one) + end(other)).isEmpty();
    assertThat(installed())
        .containsExactly("ringkeeper.aot", "ringkeeper.aot.for", "ringkeeper.jar");
    assertThat(version(REQUIRED)).isEqualTo(VERSION);

    FileTime before = Files.getLastModifiedTime(cache());
    assertThat(end(start("aot-cache", ""))).isEmpty();
    assertThat(Files.getLastModifiedTime(cache())).isEqualTo(before);

    Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(version("")).isEqualTo(VERSION);
  }

  @Test
  void isIgnoredInSilenceIfTheJvmDoesNotWantIt() throws Exception {
    Files.writeString(cache(), "no cache");
    Path home = Path.of(System.getProperty("java.home"));
    String release = Files.readString(home.resolve("release"));
    String version = release.replaceAll("(?s).*JAVA_RUNTIME_VERSION=\"([^\"]*)\".*", "$1");
    Files.writeString(root.resolve("lib/ringkeeper.aot.for"), home + " " + version + "\n");
    assertThat(version("")).isEqualTo(VERSION);
  }

  @Test
  void isMadeBehindTheBackOfTheFirstStart() throws Exception {
    Process balancer =
        start("ringkeeper", "", "run", "--set", "listen=127.0.0.1:0", "--set", "admin=off");
    await().atMost(LIMIT).until(() -> installed().contains("ringkeeper.aot.lock"));
    balancer.destroy();
    balancer.waitFor();
    await().atMost(LIMIT).until(() -> installed().size() == 3 && Files.exists(cache()));
    assertThat(version(REQUIRED)).isEqualTo(VERSION);
  }
}
