package io.ringkeeper.cli;

import io.ringkeeper.analysis.AnalysisPlan;
import io.ringkeeper.analysis.report.Results.Origin;
import io.ringkeeper.analysis.system.Source;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** This very program: how to run it once more, and what it is. */
final class ThisProgram {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);

  private ThisProgram() {}

  /**
   * How this program was started, up to its own arguments: the same Java with the same options, and
   * so as quick a start. Where the system does not tell, what every Java understands.
   */
  static List<String> command() {
    ProcessHandle.Info info = ProcessHandle.current().info();
    List<String> arguments = Arrays.asList(info.arguments().orElse(new String[0]));
    int jar = arguments.indexOf("-jar");
    List<String> command = new ArrayList<>();
    if (info.command().isPresent() && jar >= 0 && jar + 1 < arguments.size()) {
      command.add(info.command().get());
      command.addAll(arguments.subList(0, jar + 2));
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    }
    return command;
  }

  /** Where results of this program are from. */
  static Origin origin(Source source, AnalysisPlan plan, List<String> arguments) {
    return new Origin(
        "bin/ringkeeper " + String.join(" ", arguments),
        commit(),
        ZonedDateTime.now(ZoneOffset.UTC).format(DATE),
        "%d processors, %s %s, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version")),
        source.description(),
        plan.requests(),
        plan.trials(),
        plan.rate());
  }

  /** What git says of the folder that this program lies in. */
  private static String commit() {
    try {
      Path here = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(here.resolveSibling(".").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 && !said.isBlank()
          ? said.strip()
          : "unknown";
    } catch (IOException | URISyntaxException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
