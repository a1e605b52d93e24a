package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ConfigProblemsTest {

  /** A case of {@code wrong-settings.txt}. */
  private record Case(String written, List<String> sentences) {

    static List<Case> all() throws IOException {
      try (InputStream in = ConfigProblemsTest.class.getResourceAsStream("wrong-settings.txt")) {
        String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(script.split("\n\n"))
            .filter(block -> block.contains("\n=> "))
            .map(block -> block.strip().split("\n=> "))
            .map(parts -> new Case(parts[0], List.of(parts).subList(1, parts.length)))
            .toList();
      }
    }

    String yaml() {
      return environment().isEmpty() && sets().length == 0 ? written : "";
    }

    Map<String, String> environment() {
      String[] pair = written.split("=", 2);
      return written.startsWith("RINGKEEPER_") ? Map.of(pair[0], pair[1]) : Map.of();
    }

    String[] sets() {
      return written.startsWith("--set ")
          ? new String[] {written.substring("--set ".length())}
          : new String[0];
    }
  }

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> saysWhatIsWrongAndWhere() throws IOException {
    return Case.all().stream()
        .map(wrong ->
            DynamicTest.dynamicTest(
                wrong.written(),
                () ->
                    assertThat(problems(write(wrong.yaml()), wrong.environment(), wrong.sets()))
                        .map(line -> line.replace(file().toString(), "ringkeeper.yaml"))
                        .isEqualTo(wrong.sentences())));
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
    assertThat(problems(null, Map.of("RINGKEEPER_ADMIN_TOKEN", ""), "admin=0.0.0.0:1"))
        .containsExactly("environment RINGKEEPER_ADMIN_TOKEN: the token is empty");
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
