package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.engine.RecordedEvents.Exited;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code replica.sh} is for: nothing outlives its replica, no replica its balancer. */
class OrphansTest {

  /** A replica, its two children and its watcher. */
  private static final int PROCESSES = 4;

  private static final String STUBBORN =
      "trap '' HUP INT TERM; sleep 1000 & sleep 1000 & touch ready$SERVER_NAME; wait; wait";

  @TempDir private Path directory;
  private Replicas replicas;

  @BeforeEach
  void begin() {
    Tools.require("setsid");
    replicas = new Replicas(directory);
  }

  @AfterEach
  void leavesNothingBehind() {
    replicas.close();
  }

  @Test
  void grandchildrenDieWithAReplicaThatIsKilled() {
    replicas.startShell(STUBBORN);
    replicas.awaitFile("readyr1");
    assertThat(replicas.running()).hasSize(PROCESSES);
    replicas.signal("KILL", replicas.pid(1));
    replicas.events.next(Exited.class);
    await().untilAsserted(() -> assertThat(replicas.running()).isEmpty());
  }

  @Test
  void grandchildrenDieWithAReplicaThatExits() {
    replicas.startShell("sleep 1000 & exit 0");
    assertThat(replicas.events.next(Exited.class).reason()).isEqualTo("exit code 0");
    await().untilAsserted(() -> assertThat(replicas.running()).isEmpty());
  }

  @Test
  void grandchildrenDieWithAReplicaThatIsStopped() {
    ProcessEngine engine = replicas.startShell(STUBBORN);
    replicas.awaitFile("readyr1");
    engine.stop(1, Duration.ofMillis(20));
    replicas.events.next(Exited.class);
    await().untilAsserted(() -> assertThat(replicas.running()).isEmpty());
  }

  @Test
  void replicaIsOurChildAndMeetsNoChildButItsOwn() {
    replicas.startShell("exec sleep 1000");
    ProcessHandle replica = ProcessHandle.of(replicas.pid(1)).orElseThrow();
    assertThat(replica.parent()).contains(ProcessHandle.current());
    await().untilAsserted(() -> assertThat(replica.children()).isEmpty());
    assertThat(replicas.running()).as("it and its watcher").hasSize(2);
    await().untilAsserted(() -> assertThat(mentioning("exec sleep 1000")).isEmpty());
  }

  @Test
  void signalsOfTheTerminalDoNotReachTheReplica() {
    replicas.startShell("exec sleep 1000");
    assertThat(ProcFs.group(replicas.pid(1))).isEqualTo(replicas.pid(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  void nothingOutlivesItsBalancer(String signal) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherMain.class.getName(),
                directory.toString()));
    command.addAll(List.of(Replicas.shell(directory, STUBBORN)));
    Process balancer = new ProcessBuilder(command).inheritIO().start();
    try {
      replicas.awaitFile("readyr1");
      replicas.awaitFile("readyr2");
      assertThat(replicas.running()).hasSize(2 * PROCESSES);
      replicas.signal(signal, balancer.pid());
      await().untilAsserted(() -> assertThat(replicas.running()).isEmpty());
    } finally {
      balancer.destroyForcibly();
    }
  }

  /** The processes of this test whose command line a search for {@code text} would find. */
  private List<Long> mentioning(String text) {
    return replicas.running().stream()
        .filter(pid -> ProcFs.commandLine(pid).contains(text))
        .toList();
  }
}
