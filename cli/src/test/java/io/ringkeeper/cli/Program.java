package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code bin/ringkeeper} as a child process, run in the top folder as the README says. What it
 * prints goes to {@code cli/target/acceptance}, where it can be read after a failure.
 */
final class Program implements AutoCloseable {

  static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("ringkeeper.root")));

  /** The longest that a program of these tests may take for anything. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String LAUNCHER = "bin/ringkeeper";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What came of a program that has ended. */
  record Ended(int code, String out, String err) {}

  /** Starts it with these variables beside the usual ones. */
  static Program start(Map<String, String> environment, List<String> arguments) {
    return start(List.of(LAUNCHER), environment, arguments);
  }

  /** Starts it where no process may have more than so many files open. */
  static Program start(int openFiles, Map<String, String> environment, List<String> arguments) {
    String script = "ulimit -n %d && exec %s \"$@\"".formatted(openFiles, LAUNCHER);
    return start(List.of("/bin/sh", "-c", script, "sh"), environment, arguments);
  }

  private static Program start(
      List<String> launcher, Map<String, String> environment, List<String> arguments) {
    try {
      Path logs = Files.createDirectories(ROOT.resolve("cli/target/acceptance"));
      String name = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
      Path out = logs.resolve(name + ".out");
      Path err = logs.resolve(name + ".err");
      List<String> command = new ArrayList<>(launcher);
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(ROOT.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("RINGKEEPER"));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      return new Program(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  static Ended run(List<String> arguments) {
    return run(Map.of(), arguments);
  }

  static Ended run(Map<String, String> environment, List<String> arguments) {
    try (Program program = start(environment, arguments)) {
      return program.awaitEnd();
    }
  }

  Ended awaitEnd() {
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Ended(process.exitValue(), out(), err());
  }

  /** Waits until this was printed, and gives everything printed so far. */
  String awaitOut(String text) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(LIMIT)
        .until(() -> out().contains(text) || !process.isAlive());
    assertThat(out()).as("standard error: %s", err()).contains(text);
    return out();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills it, if it is still there. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
