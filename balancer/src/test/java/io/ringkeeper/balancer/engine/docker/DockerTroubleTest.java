package io.ringkeeper.balancer.engine.docker;

import static io.ringkeeper.balancer.engine.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Exited;
import io.ringkeeper.balancer.engine.RecordedEvents.Failed;
import io.ringkeeper.balancer.engine.RecordedEvents.StartFailed;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that hangs, restarts, or tells only part of what happens. */
class DockerTroubleTest {

  private TestFleet fleet;
  private RecordedEvents events;
  private SocketProxy proxy;

  @BeforeEach
  void begin() {
    DockerCli.require();
    proxy = new SocketProxy();
    fleet = new TestFleet().through(proxy.host());
    events = fleet.events;
  }

  @AfterEach
  void end() {
    proxy.thaw();
    fleet.close();
    proxy.close();
  }

  @Test
  void aListCorrectsWhatEventsDidNotTell() {
    DockerEngine engine = fleet.running(3, "docker.list-interval=1s");
    proxy.deafen();
    docker("rm", "-f", fleet.name(1));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "removed from outside"));
    docker("kill", fleet.name(2));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(2, "exit code 137"));
    docker("pause", fleet.name(3));
    assertThat(events.next(Failed.class)).isEqualTo(new Failed(3, "paused from outside"));
    engine.stop(3, Duration.ZERO);
    events.next(Exited.class);
    fleet.awaitNoContainers();
  }

  @Test
  void whoLosesHisPlaceOnTheNetworkHasFailed() {
    fleet.running(1, "docker.list-interval=1s", "docker.reach=address");
    docker("network", "disconnect", fleet.name, fleet.name(1));
    assertThat(events.next(Failed.class)).isEqualTo(new Failed(1, "not on its network any more"));
  }

  @Test
  void whatHappenedWhileTheEngineWasAwayIsLearntWhenItIsBack() {
    fleet.running(2);
    proxy.leave();
    docker("kill", fleet.name(1));
    proxy.comeBack();
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 137"));
    docker("kill", fleet.name(2)); // and events are told again
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(2, "exit code 137"));
    fleet.awaitNoContainers();
  }

  @Test
  void aStartWaitsForAnEngineThatRestarts() {
    DockerEngine engine = fleet.engine();
    proxy.leave();
    engine.start(fleet.spec(1));
    proxy.comeBack();
    events.next(Started.class);
  }

  @Test
  void aStartThatAnEngineDoesNotAnswerFailsInTimeAndIsUndoneLater() {
    DockerEngine engine = fleet.startingWithin(Duration.ofSeconds(2)).running(1);
    proxy.freeze();
    engine.start(fleet.spec(2));
    assertThat(events.next(StartFailed.class).reason())
        .contains("the Docker engine at " + proxy.host())
        .contains("not");
    engine.stop(2, Duration.ZERO);
    engine.stop(1, Duration.ZERO);
    proxy.thaw();
    assertThat(List.of(next(Exited.class), next(Exited.class))).containsExactlyInAnyOrder(1L, 2L);
    fleet.awaitNoContainers();
    assertThat(events.untaken()).isEmpty();
  }

  @Test
  void whatDiesWhileTheEngineHangsIsReportedWhenItDoesNot() {
    DockerEngine engine = fleet.running(1);
    proxy.freeze();
    docker("kill", fleet.name(1));
    engine.start(fleet.spec(2));
    proxy.thaw();
    List<Long> told = List.of(next(RecordedEvents.Event.class), next(RecordedEvents.Event.class));
    assertThat(told).containsExactlyInAnyOrder(1L, 2L);
    await().until(() -> fleet.containers().equals(List.of(fleet.name(2))));
  }

  @Test
  void anEngineThatHangsIsNotAskedAgainAndAgainToKill() {
    DockerEngine engine = fleet.running(1);
    proxy.freeze();
    int before = proxy.connections();
    for (int i = 0; i < 100; i++) {
      engine.stop(1, Duration.ZERO);
    }
    engine.start(fleet.spec(2));
    await().until(() -> proxy.connections() >= before + 3);
    proxy.thaw();
    events.next(Exited.class);
    events.next(Started.class);
    assertThat(proxy.connections()).isLessThan(before + 20);
  }

  @Test
  void closingDoesNotWaitForeverForAnEngineThatHangs() {
    DockerEngine engine = fleet.running(1);
    proxy.freeze();
    engine.stop(1, Duration.ZERO);
    engine.close();
    assertThat(events.untaken()).isEmpty();
  }

  /** Whom the next event is about. */
  private long next(Class<? extends RecordedEvents.Event> type) {
    return events.next(type).generation();
  }
}
