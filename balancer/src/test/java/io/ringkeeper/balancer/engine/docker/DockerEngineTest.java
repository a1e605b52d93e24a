package io.ringkeeper.balancer.engine.docker;

import static io.ringkeeper.balancer.engine.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Exited;
import io.ringkeeper.balancer.engine.RecordedEvents.Failed;
import io.ringkeeper.balancer.engine.RecordedEvents.StartFailed;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas that start, live and die as containers of a real engine. */
class DockerEngineTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private TestFleet fleet;
  private RecordedEvents events;

  @BeforeEach
  void begin() {
    DockerCli.require();
    fleet = new TestFleet();
    events = fleet.events;
  }

  @AfterEach
  void end() {
    fleet.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "published"})
  void aStartedReplicaCanBeReached(String reach) {
    DockerEngine engine = fleet.engine("docker.reach=" + reach);
    engine.start(fleet.spec(1));
    InetSocketAddress address = events.next(Started.class).address();
    await().ignoreExceptions().untilAsserted(() -> assertThat(status(address)).isEqualTo(200));
    assertThat(address.getAddress().isLoopbackAddress()).isEqualTo(reach.equals("published"));
  }

  @Test
  void aContainerIsWhatItsReplicaIs() {
    fleet.running(1, "docker.memory=32MiB", "docker.cpus=0.5", "docker.labels.team=x y");
    String format =
        "{{.Name}} {{.Config.Hostname}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}"
            + " {{.Config.Labels.team}}"
            + " {{index .Config.Labels \"io.ringkeeper.owner\"}}"
            + " {{index .Config.Labels \"io.ringkeeper.fleet\"}}"
            + " {{index .Config.Labels \"io.ringkeeper.ordinal\"}}"
            + " {{index .Config.Labels \"io.ringkeeper.generation\"}}"
            + " {{range .NetworkSettings.Networks}}{{.Aliases}}{{end}}";
    String name = fleet.name(1);
    assertThat(docker("inspect", "-f", format, name))
        .startsWith(
            "/%s %s 33554432 500000000 x y ringkeeper %s 1 1 [%s"
                .formatted(name, name, fleet.name, name));
    assertThat(docker("exec", name, "/bin/busybox", "env"))
        .contains("SERVER_ID=id1\n", "SERVER_NAME=" + name + "\n", "PORT=5000\n", "HOST=0.0.0.0\n");
  }

  @Test
  void commandAndEnvironmentAreData() {
    String nasty = "$(busybox touch /p); `x` \"q\" 'a' * --privileged";
    DockerEngine engine =
        fleet.engine(
            "docker.env.NASTY=" + nasty,
            "docker.command=/bin/busybox,sh,-c,busybox echo \"$0|$NASTY\"; exit 3," + nasty);
    engine.start(fleet.spec(1));
    String reason = nextEnd().split(": ", 2)[1];
    assertThat(reason).isEqualTo(nasty + "|" + nasty);
  }

  /**
   * Whether it ends before or after the engine has looked at it, it is told with its last words.
   */
  private String nextEnd() {
    return switch (events.next(RecordedEvents.Event.class)) {
      case Started _ -> events.next(Exited.class).reason();
      case StartFailed failed -> failed.reason();
      case Exited exited -> exited.reason();
      case Failed failed -> failed.reason();
    };
  }

  @Test
  void whoEndsByItselfTellsWhy() {
    DockerEngine engine =
        fleet.engine(
            "docker.command=/bin/busybox,sh,-c,echo one >&2; echo the disk is full >&2; exit 7");
    engine.start(fleet.spec(1));
    assertThat(nextEnd()).isEqualTo("exit code 7: the disk is full");
    fleet.awaitNoContainers();
  }

  @Test
  void aProgramThatIsNotThereFailsToStart() {
    DockerEngine engine = fleet.engine("docker.command=/bin/nothing,x");
    engine.start(fleet.spec(1));
    assertThat(events.next(StartFailed.class).reason())
        .contains("/bin/nothing")
        .contains("no such file");
    assertThat(fleet.containers()).isEmpty();
  }

  @Test
  void killedAndRemovedFromOutside() {
    fleet.running(3);
    docker("kill", fleet.name(1));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 137"));
    docker("rm", "-f", fleet.name(2));
    assertThat(events.next(Exited.class).generation()).isEqualTo(2);
    docker("stop", "-t", "0", fleet.name(3));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(3, "exit code 137"));
    fleet.awaitNoContainers();
    assertThat(events.untaken()).isEmpty();
  }

  @Test
  void outOfMemory() {
    DockerEngine engine =
        fleet.engine("docker.memory=8MiB", "docker.command=/bin/busybox,tail,/dev/zero");
    engine.start(fleet.spec(1));
    assertThat(nextEnd()).isEqualTo("out of memory");
  }

  @Test
  void aPausedReplicaHasFailedAndCanBeKilled() {
    DockerEngine engine = fleet.running(1);
    docker("pause", fleet.name(1));
    assertThat(events.next(Failed.class)).isEqualTo(new Failed(1, "paused from outside"));
    engine.stop(1, Duration.ZERO);
    assertThat(events.next(Exited.class).generation()).isEqualTo(1);
    assertThat(fleet.containers()).isEmpty();
  }

  @Test
  void stopAsksFirstAndLeavesTheNameFree() {
    DockerEngine engine =
        fleet.running(
            1,
            "docker.command=/bin/busybox,sh,-c,trap 'exit 9' TERM; while :; do busybox sleep 0.1;"
                + " done");
    engine.stop(1, LONG);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 9"));
    assertThat(fleet.containers()).isEmpty();
    engine.stop(1, LONG);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "not running"));
  }

  @Test
  void stopWithoutGraceCutsAGraceShort() {
    DockerEngine engine = fleet.running(1, "docker.command=/bin/busybox,sleep,1000");
    engine.stop(1, LONG); // an init process without a handler ignores SIGTERM
    engine.stop(1, Duration.ZERO);
    assertThat(events.next(Exited.class).generation()).isEqualTo(1);
    assertThat(fleet.containers()).isEmpty();
  }

  @Test
  void quickStartsAndStopsEndAsTheyShouldAndLeaveNothing() {
    DockerEngine engine = fleet.engine();
    int count = 12;
    for (int number = 1; number <= count; number++) {
      engine.start(fleet.spec(number));
      engine.stop(number, number % 2 == 0 ? Duration.ZERO : LONG);
    }
    Set<Long> begun = new HashSet<>();
    Set<Long> exited = new HashSet<>();
    while (exited.size() < count) {
      RecordedEvents.Event event = events.next(RecordedEvents.Event.class);
      assertThat((event instanceof Exited ? exited : begun).add(event.generation()))
          .as("%s once", event)
          .isTrue();
    }
    assertThat(begun).isEqualTo(exited);
    assertThat(fleet.containers()).isEmpty();
  }

  @Test
  void aNameOfSomebodyElseIsRefusedAndHisContainerLeftAlone() {
    fleet.foreign(fleet.name(1));
    DockerEngine engine = fleet.engine();
    engine.start(fleet.spec(1));
    assertThat(events.next(StartFailed.class).reason())
        .isEqualTo(
            "a container named '%s' already exists and is not a replica of this fleet"
                .formatted(fleet.name(1)));
    engine.stop(1, Duration.ZERO);
    events.next(Exited.class);
    assertThat(docker("inspect", "-f", "{{.State.Running}}", fleet.name(1))).isEqualTo("true");
  }

  @Test
  void aNameWhoseHolderIsBeingRemovedIsWaitedFor() {
    DockerEngine engine = fleet.running(1);
    docker("kill", fleet.name(1));
    events.next(Exited.class);
    var again = new io.ringkeeper.balancer.engine.ReplicaSpec(1, 2, fleet.name(1), "id2");
    engine.start(again);
    events.next(Started.class);
    assertThat(docker("exec", fleet.name(1), "/bin/busybox", "env")).contains("SERVER_ID=id2");
  }

  @Test
  void aNetworkThatVanishedIsMadeAgain() {
    DockerEngine engine = fleet.engine();
    docker("network", "rm", fleet.name);
    engine.start(fleet.spec(1));
    events.next(Started.class);
    assertThat(fleet.hasNetwork()).isTrue();
  }

  @Test
  void anImageThatVanishedIsNamed() {
    String image = "ringkeeper-engine-test:" + fleet.name;
    docker("tag", DockerCli.IMAGE, image);
    DockerEngine engine = fleet.engine("docker.image=" + image);
    docker("rmi", image);
    engine.start(fleet.spec(1));
    assertThat(events.next(StartFailed.class).reason())
        .isEqualTo("image '%s' is not there and docker.pull is 'never'".formatted(image));
  }

  @Test
  void closingKeepsReplicasAndWhereThereAreNoneRemovesTheNetwork() {
    fleet.running(1).close();
    assertThat(docker("inspect", "-f", "{{.State.Running}}", fleet.name(1))).isEqualTo("true");
    DockerEngine next = fleet.engine();
    assertThat(fleet.survivors()).hasSize(1);
    next.stop(1, Duration.ZERO);
    events.next(Exited.class);
    next.close();
    assertThat(fleet.containers()).isEmpty();
    assertThat(fleet.hasNetwork()).isFalse();
  }

  @Test
  void aFirstStartThatFailsLeavesNothing() {
    DockerEngine engine = fleet.engine("docker.command=/bin/nothing");
    engine.start(fleet.spec(1));
    events.next(StartFailed.class);
    engine.close();
    assertThat(fleet.containers()).isEmpty();
    assertThat(fleet.hasNetwork()).isFalse();
  }

  private static int status(InetSocketAddress address) throws IOException {
    String uri =
        "http://%s:%d/heartbeat"
            .formatted(address.getAddress().getHostAddress(), address.getPort());
    var connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(1_000);
    return connection.getResponseCode();
  }
}
