package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Engines of one test, and what their replicas leave in its directory. Closing asserts that no
 * process is left of them.
 */
final class Replicas implements AutoCloseable {

  /** The environment variable by which the processes of one test are told from others. */
  static final String MARK = "TEST_DIRECTORY";

  final RecordedEvents events = new RecordedEvents();
  private final Path directory;
  private final List<ProcessEngine> engines = new ArrayList<>();

  Replicas(Path directory) {
    this.directory = directory;
  }

  static ReplicaSpec spec(long generation) {
    return new ReplicaSpec(1, generation, "r" + generation, "id" + generation);
  }

  /** A shell program that first leaves its process id, and has the directory as its own. */
  static String[] shell(Path directory, String program) {
    String begin = "cd '" + directory + "' && echo $$ > tmp$$ && mv tmp$$ $SERVER_NAME.pid\n";
    return new String[] {"/bin/sh", "-c", begin + program};
  }

  ProcessEngine engine(ProcessSettings settings) {
    var engine = new ProcessEngine(settings, events, Clock.system());
    engines.add(engine);
    return engine;
  }

  ProcessEngine engine(String... command) {
    var mark = Map.of(MARK, directory.toString());
    return engine(new ProcessSettings(List.of(command), mark, 19_600, 19_699));
  }

  /** An engine whose replicas run a shell program; generation 1 has left its process id. */
  ProcessEngine startShell(String program) {
    ProcessEngine engine = engine(shell(directory, program));
    engine.start(spec(1));
    events.next(Started.class);
    pid(1);
    return engine;
  }

  long pid(long generation) {
    awaitFile("r" + generation + ".pid");
    return read(directory.resolve("r" + generation + ".pid"));
  }

  void awaitFile(String name) {
    await().until(() -> Files.exists(directory.resolve(name)));
  }

  void signal(String signal, long pid) {
    try {
      assertThat(new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All processes that have come of this test's replicas: they, their children and watchers. */
  Set<Long> running() {
    return ProcFs.withVariable(MARK + "=" + directory);
  }

  private static long read(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    engines.forEach(ProcessEngine::close);
    await().untilAsserted(() -> assertThat(running()).as("processes left over").isEmpty());
  }
}
