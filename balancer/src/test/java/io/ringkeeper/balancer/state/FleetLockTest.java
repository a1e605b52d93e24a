package io.ringkeeper.balancer.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetLockTest {

  @TempDir private Path directory;

  private void expectTaken(long process) {
    assertThatThrownBy(() -> StateFile.open(directory, "web"))
        .isInstanceOf(StateException.class)
        .hasMessage("fleet 'web' is kept by another balancer already (process " + process + ")");
  }

  @Test
  void keepsASecondBalancerOfTheSameProcessAway() throws Exception {
    try (StateFile _ = StateFile.open(directory, "web")) {
      expectTaken(ProcessHandle.current().pid());
      Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
      assertThatThrownBy(() -> StateFile.open(link, "web")).isInstanceOf(StateException.class);
      StateFile.open(directory, "other").close();
    }
    StateFile.open(directory, "web").close();
  }

  @Test
  void keepsABalancerOfAnotherProcessAwayUntilThatOneEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FleetLockMain.class.getName(),
                directory.toString(),
                "web")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("kept");
      expectTaken(other.pid());
      expectTaken(other.pid()); // to be refused does not take the lock from its holder
    } finally {
      other.destroyForcibly().waitFor();
    }
    StateFile.open(directory, "web").close();
  }
}
