package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of this machine, run for what it prints. */
final class Command {

  private Command() {}

  /** What it printed; nothing if it cannot be run, fails, or takes longer than this. */
  static Optional<String> output(Duration patience, List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Optional.empty(); // there is no such program
    }
    // By another thread: whoever reads waits for as long as the program likes.
    CompletableFuture<String> text =
        CompletableFuture.supplyAsync(
            () -> read(process), Executors.newVirtualThreadPerTaskExecutor());
    try {
      String out = text.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(out.strip()) : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
