package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  /** What a shell adds on its own. */
  private static final List<String> OF_THE_SHELL = List.of("PWD", "OLDPWD", "SHLVL", "_");

  @TempDir private Path directory;

  @BeforeEach
  void requireTools() {
    Tools.require("setsid");
  }

  @Test
  void argumentsPassThroughAsData() throws Exception {
    List<String> odd =
        List.of("a b", ";", "$(touch evil)", "`id`", "'", "\"", "*", "", "-n", "\\", "a\nb", "é");
    Path out = directory.resolve("out");
    String program = "out=$1; shift; printf '%s\\0' \"$@\" > \"$out\"";
    var command = new ArrayList<>(List.of("sh", "-c", program, "sh", out.toString()));
    command.addAll(odd);
    run(command, Map.of(), System.getenv());
    assertThat(strings(out)).containsExactlyElementsOf(odd);
  }

  @Test
  void environmentIsClean() throws Exception {
    Path out = directory.resolve("out");
    var ours =
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "HOME",
            "/h",
            "TZ",
            "CET",
            "API_TOKEN",
            "secret",
            "PORT",
            "1");
    var command = List.of("sh", "-c", "env -0 > \"$1\"", "sh", out.toString());
    run(command, Map.of("EXTRA", "a 'b'", "HOST", "elsewhere", "TZ", "UTC"), ours);
    assertThat(strings(out))
        .filteredOn(line -> OF_THE_SHELL.stream().noneMatch(name -> line.startsWith(name + "=")))
        .containsExactlyInAnyOrder(
            "PATH=" + System.getenv("PATH"),
            "HOME=/h",
            "EXTRA=a 'b'",
            "TZ=UTC",
            "HOST=127.0.0.1",
            "PORT=19999",
            "SERVER_ID=id1",
            "SERVER_NAME=r1");
  }

  @Test
  void programIsLookedForWhereTheChildWillLook() throws IOException {
    assertNoProgram("no-such-program", Map.of());
    assertNoProgram("sleep", Map.of("PATH", directory.toString()));
    assertNoProgram(directory + "/absent", Map.of());
    assertNoProgram(directory.toString(), Map.of());
    Path notExecutable = Files.writeString(directory.resolve("text"), "text");
    assertNoProgram(notExecutable.toString(), Map.of());
  }

  private static void assertNoProgram(String program, Map<String, String> env) {
    var settings = new ProcessSettings(List.of(program), env, 1, 2);
    assertThatThrownBy(() -> new Launcher(settings, System.getenv()).launch(Replicas.spec(1), 1))
        .isInstanceOf(IOException.class)
        .hasMessage("no such program: " + program);
  }

  private static void run(List<String> command, Map<String, String> env, Map<String, String> ours)
      throws Exception {
    var settings = new ProcessSettings(command, env, 1, 2);
    Process process = new Launcher(settings, ours).launch(Replicas.spec(1), 19_999);
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  /** What a program wrote, each string ended by NUL. */
  private static List<String> strings(Path file) throws IOException {
    List<String> strings = List.of(Files.readString(file).split("\0", -1));
    return strings.subList(0, strings.size() - 1);
  }
}
