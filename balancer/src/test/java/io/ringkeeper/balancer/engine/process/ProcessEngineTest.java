package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Exited;
import io.ringkeeper.balancer.engine.RecordedEvents.StartFailed;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import io.ringkeeper.server.SampleServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProcessEngineTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path directory;
  private Replicas replicas;
  private RecordedEvents events;

  @BeforeEach
  void begin() {
    Tools.require("setsid");
    replicas = new Replicas(directory);
    events = replicas.events;
  }

  @AfterEach
  void leavesNothingBehind() {
    replicas.close();
  }

  @Test
  void servesAProgramOfThreeLinesOfPython() throws IOException {
    Tools.require("python3");
    Files.writeString(directory.resolve("hello.txt"), "hello");
    String program =
        """
        import http.server, os
        os.chdir(os.environ["TEST_DIRECTORY"])
        http.server.test(http.server.SimpleHTTPRequestHandler, port=int(os.environ["PORT"]))
        """;
    var settings =
        new ProcessSettings(
            List.of("python3", "-c", program),
            Map.of(Replicas.MARK, directory.toString()),
            19_600,
            19_699);
    replicas.engine(settings).start(Replicas.spec(1));
    int port = events.next(Started.class).address().getPort();
    var uri = URI.create("http://127.0.0.1:" + port + "/hello.txt");
    await().ignoreExceptions().untilAsserted(() -> assertThat(body(uri)).isEqualTo("hello"));
  }

  @Test
  void sampleServerKnowsItsIdAndEndsWellWhenAsked() throws URISyntaxException {
    var location = SampleServer.class.getProtectionDomain().getCodeSource().getLocation();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SampleServer.JVM_FLAGS);
    command.addAll(List.of("-cp", Path.of(location.toURI()).toString()));
    command.add(SampleServer.class.getName());
    ProcessEngine engine = replicas.engine(command.toArray(String[]::new));
    engine.start(Replicas.spec(1));
    int port = events.next(Started.class).address().getPort();
    var uri = URI.create("http://127.0.0.1:" + port + "/home");
    await().ignoreExceptions().untilAsserted(() -> assertThat(body(uri)).contains("Server: id1\""));
    engine.stop(1, LONG);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 0"));
  }

  @Test
  void noticesAKillAndReportsItOnce() {
    ProcessEngine engine = replicas.startShell("exec sleep 1000");
    replicas.signal("KILL", replicas.pid(1));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "killed by signal 9 (KILL)"));
    engine.close();
    assertThat(events.untaken()).isEmpty();
  }

  @Test
  void reportsTheExitCodeOfTheProgramItself() {
    replicas.startShell("exit 3");
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 3"));
  }

  @Test
  void stopAsksFirst() {
    ProcessEngine engine =
        replicas.startShell("trap 'exit 7' TERM; touch ready; while :; do sleep 0.05; done");
    replicas.awaitFile("ready");
    engine.stop(1, LONG);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 7"));
  }

  @Test
  void stopKillsWhatDoesNotListenWhenTheGraceIsOver() {
    ProcessEngine engine =
        replicas.startShell("trap '' TERM; touch ready; while :; do sleep 1000; done");
    replicas.awaitFile("ready");
    engine.stop(1, Duration.ofMillis(50));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "killed by signal 9 (KILL)"));
  }

  @Test
  void stopWithoutGraceKillsEvenWhatIsFrozenAndAskedAlready() {
    ProcessEngine engine = replicas.startShell("exec sleep 1000");
    replicas.signal("STOP", replicas.pid(1));
    engine.stop(1, LONG);
    engine.stop(1, Duration.ZERO);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "killed by signal 9 (KILL)"));
  }

  @Test
  void stopReachesAReplicaThatIsJustBeingStarted() {
    ProcessEngine engine = replicas.engine("sleep", "1000");
    engine.start(Replicas.spec(1));
    engine.stop(1, Duration.ZERO);
    events.next(Started.class);
    assertThat(events.next(Exited.class).generation()).isEqualTo(1);
  }

  @Test
  void stopOfTheUnknownEndsInExitedToo() {
    ProcessEngine engine = replicas.startShell("exit 0");
    events.next(Exited.class);
    engine.stop(1, LONG);
    engine.stop(99, Duration.ZERO);
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "not running"));
    assertThat(events.next(Exited.class)).isEqualTo(new Exited(99, "not running"));
  }

  @Test
  void rangeWithoutAFreePortFailsClearly() {
    var settings = new ProcessSettings(List.of("sleep", "1000"), Map.of(), 19_750, 19_750);
    ProcessEngine engine = replicas.engine(settings);
    engine.start(Replicas.spec(1));
    events.next(Started.class);
    engine.start(Replicas.spec(2));
    assertThat(events.next(StartFailed.class).reason()).isEqualTo("no free port in 19750-19750");
    engine.stop(1, Duration.ZERO);
    events.next(Exited.class);
    engine.start(Replicas.spec(3));
    assertThat(events.next(StartFailed.class).reason()).isEqualTo("no free port in 19750-19750");
  }

  @Test
  void outputIsLoggedAfterTheNameHoweverMuchItIs() {
    var log = (Logger) LoggerFactory.getLogger("replica");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    log.setAdditive(false);
    log.addAppender(appender);
    try {
      replicas.startShell("echo out; echo err >&2; head -c 20000000 /dev/zero; echo; echo end");
      assertThat(events.next(Exited.class)).isEqualTo(new Exited(1, "exit code 0"));
      await().until(() -> appender.list.size() == 4);
    } finally {
      log.detachAppender(appender);
      log.setAdditive(true);
    }
    String flood = "[r1] " + "?".repeat(OutputPump.MAX_LINE_BYTES) + OutputPump.CUT;
    assertThat(appender.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("[r1] out", "[r1] err", flood, "[r1] end");
  }

  @Test
  void fiftyQuickStartsAndStopsLeaveNothing() {
    ProcessEngine engine = replicas.engine(Replicas.shell(directory, "sleep 1000 & wait"));
    for (int generation = 1; generation <= 50; generation++) {
      engine.start(Replicas.spec(generation));
      engine.stop(generation, generation % 2 == 0 ? Duration.ZERO : LONG);
    }
    Set<Long> exited = new HashSet<>();
    while (exited.size() < 50) {
      RecordedEvents.Event event = events.next(RecordedEvents.Event.class);
      assertThat(event).isNotInstanceOf(StartFailed.class);
      if (event instanceof Exited) {
        assertThat(exited.add(event.generation())).as("reported once").isTrue();
      }
    }
    await().untilAsserted(() -> assertThat(replicas.running()).isEmpty());
  }

  @Test
  void closeKillsThemAllAndReportsIt() {
    ProcessEngine engine = replicas.startShell("trap '' TERM; sleep 1000 & sleep 1000");
    engine.start(Replicas.spec(2));
    events.next(Started.class);
    long second = replicas.pid(2);
    engine.close();
    assertThat(events.untaken()).hasOnlyElementsOfType(Exited.class).hasSize(2);
    assertThat(ProcessHandle.of(replicas.pid(1))).isEmpty();
    assertThat(ProcessHandle.of(second)).isEmpty();
  }

  private static String body(URI uri) throws IOException {
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
