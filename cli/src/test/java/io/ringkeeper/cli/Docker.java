package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Docker engine, asked through Docker's own command line.
 *
 * @param host where it listens, as {@code DOCKER_HOST} says it; empty for the machine's own
 */
record Docker(String host) {

  /** The engine that {@code docker} finds by itself. */
  static final Docker MACHINE = new Docker("");

  private static final int LIMIT_SECONDS = 120;

  /** What the command line said. */
  record Said(int code, String text) {}

  /** Skips the tests where there is no engine; under {@code CI=true} fails them instead. */
  static void require() {
    boolean answers = false;
    try {
      answers = MACHINE.attempt("version", "--format", "{{.Server.Version}}").code() == 0;
    } catch (UncheckedIOException e) {
      // There is not even a command line.
    }
    assertThat(answers || !"true".equals(System.getenv("CI"))).as("a Docker engine").isTrue();
    Assumptions.assumeTrue(answers, "no Docker engine answers");
  }

  /** Runs a command that has to succeed, and gives what it printed. */
  String run(String... arguments) {
    Said said = attempt(arguments);
    assertThat(said.code()).as("docker %s: %s", List.of(arguments), said.text()).isZero();
    return said.text();
  }

  /** The lines that a command printed, which has to succeed. */
  List<String> lines(String... arguments) {
    return run(arguments).lines().filter(line -> !line.isBlank()).toList();
  }

  Said attempt(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    if (!host.isEmpty()) {
      command.addAll(List.of("--host", host));
    }
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Said(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
