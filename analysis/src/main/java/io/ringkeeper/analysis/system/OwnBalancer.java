package io.ringkeeper.analysis.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ringkeeper run} as a child process on free ports, listened to line by line. Its standard
 * input is never written to: it ends with this process, however that ends.
 */
final class OwnBalancer implements Subject {

  private static final List<String> SETTINGS =
      List.of("listen=127.0.0.1:0", "admin=127.0.0.1:0", "log.color=never");
  private static final Pattern PORT = Pattern.compile(" (public|admin) +(http://\\S+)");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 60; // containers, on a busy machine

  private final Process process;
  private final Api api;
  private final ConcurrentLinkedQueue<Line> lines;

  /** What it said, and when that was heard. */
  private record Line(long nanos, String text) {}

  private OwnBalancer(Process process, Api api, ConcurrentLinkedQueue<Line> lines) {
    this.process = process;
    this.api = api;
    this.lines = lines;
  }

  static OwnBalancer start(
      List<String> program, List<String> settings, Map<String, String> environment, Path log) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("run", "--until-input-ends"));
    for (String setting : SETTINGS) {
      command.addAll(List.of("--set", setting));
    }
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("RINGKEEPER_") && !name.startsWith("RINGKEEPER_JAVA"));
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new AnalysisException("no balancer could be started: " + Reason.of(e), e);
    }
    ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
    CompletableFuture<Api> ready = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("balancer").start(() -> listen(process, lines, ready, log));
    try {
      return new OwnBalancer(process, ready.get(START_SECONDS, TimeUnit.SECONDS), lines);
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new AnalysisException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      end(process);
      String said = lines.stream().reduce((first, second) -> second).map(Line::text).orElse("");
      String why = said.isBlank() ? reason(e) : said.strip();
      throw new AnalysisException("a balancer did not start: " + why, e);
    }
  }

  private static String reason(Exception e) {
    return e.getCause() instanceof IOException cause
        ? Reason.of(cause)
        : "it was not ready within " + START_SECONDS + " s";
  }

  /** Ready once it has said both ports and, some lines later, what to try. */
  private static void listen(
      Process process, ConcurrentLinkedQueue<Line> lines, CompletableFuture<Api> ready, Path log) {
    String open = "";
    String admin = "";
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        PrintStream out =
            new PrintStream(
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(new Line(System.nanoTime(), line));
        out.println(line);
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          open = port.group(1).equals("public") ? port.group(2) : open;
          admin = port.group(1).equals("admin") ? port.group(2) : admin;
        }
        if (!open.isEmpty() && !admin.isEmpty() && !ready.isDone()) {
          ready.complete(new Api(URI.create(open), URI.create(admin)));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("it ended"));
  }

  @Override
  public Api api() {
    return api;
  }

  @Override
  public Harm harm() {
    return api.about()
        .filter(about -> about.engine().equals("docker"))
        .<Harm>map(about -> DockerHarm.of(about.fleet()))
        .orElseGet(() -> new ProcessHarm(Optional.of(process.toHandle())));
  }

  @Override
  public OptionalLong replacedAt(int ordinal, long sinceNanos) {
    String words = "starts in its place as ordinal " + ordinal;
    return lines.stream()
        .filter(line -> line.nanos - sinceNanos >= 0 && line.text.contains(words))
        .mapToLong(Line::nanos)
        .findFirst();
  }

  @Override
  public void close() {
    api.close();
    end(process);
  }

  /**
   * By its input, and by no signal: Ctrl-C has sent it one already, and a second ends it at once.
   */
  private static void end(Process process) {
    boolean interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
