package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.LoadReport.Ending;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringkeeper load}: many requests, counted by replica, and how long they took. */
@Command(
    name = "load",
    description = {
      "Sends many requests; counts the answers by replica and by status, and how long they took.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ringkeeper load -n 100000 -c 64",
      "  ringkeeper load --rate 5000 --duration 30s --json report.json",
      "  ringkeeper load --url 'localhost:5000/user/{key}' --keys zipf:1.1,5000",
      "",
      "Nothing is sent a second time. The exit code is 0 if every request was answered,"
          + " and none with 4xx or 5xx; 1 if not; 2 if the options make no sense; 130 after"
          + " Ctrl-C, which ends the load and reports what there is."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

  private static final int EXIT_FAILED = 1;
  private static final int EXIT_NONSENSE = 2;
  private static final int EXIT_STOPPED = 130;

  private static final int WARM_CONNECTIONS = 8;
  private static final int WARM_REQUESTS = 2_000;
  private static final Duration WARM_TIME = Duration.ofMillis(500);

  /** For what is under way when the user has had enough. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Mixin private LoadOptions options = new LoadOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the report to a file as JSON; - is standard output.")
  private @Nullable String json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the report to a file as CSV; - is standard output.")
  private @Nullable String csv;

  @Option(
      names = {"-q", "--quiet"},
      description = "Does not show how far it is.")
  private boolean quiet;

  @Override
  public Integer call() {
    try (LoadFile jsonFile = json == null ? null : LoadFile.open(json);
        LoadFile csvFile = csv == null ? null : LoadFile.open(csv)) {
      if (isOut(json) && isOut(csv)) {
        throw new IllegalArgumentException("only one of --json and --csv can be standard output");
      }
      LoadPlan plan = options.plan();
      if (!isSomebodyThere(plan)) {
        return EXIT_FAILED;
      }
      LoadReport report = run(plan);
      new LoadSummary(plan, report).print(isOut(json) || isOut(csv) ? System.err : System.out);
      if (jsonFile != null) {
        jsonFile.write(LoadFormats.json(options.url, plan, report));
      }
      if (csvFile != null) {
        csvFile.write(LoadFormats.csv(report));
      }
      return exitCode(report);
    } catch (IllegalArgumentException e) {
      System.err.println("ringkeeper: " + e.getMessage());
      return EXIT_NONSENSE;
    } catch (UncheckedIOException e) {
      System.err.println("ringkeeper: the report cannot be written: " + e.getMessage());
      return EXIT_FAILED;
    }
  }

  private static boolean isOut(@Nullable String file) {
    return LoadFile.STANDARD_OUTPUT.equals(file);
  }

  private boolean isSomebodyThere(LoadPlan plan) {
    try (Socket socket = new Socket()) {
      long millis = plan.limits().connectTimeout().toMillis();
      socket.connect(plan.target(), Math.clamp(millis, 1, Integer.MAX_VALUE));
      return true;
    } catch (IOException e) {
      System.err.printf(
          "ringkeeper: nobody answers at http://%s: %s%n",
          options.url.url().getRawAuthority(), e.getMessage());
      return false;
    }
  }

  private LoadReport run(LoadPlan plan) {
    new Signals().install();
    warmUp(plan);
    LoadProgress progress =
        new LoadProgress(plan, quiet ? nowhere() : System.err, LoadProgress.isTerminal());
    try (Load load = Load.start(plan)) {
      LoadReport report = watch(load, progress);
      progress.end();
      tell(report, plan);
      return report;
    }
  }

  /** Lest the first latencies are those of classes that are loaded: sends itself a few requests. */
  private static void warmUp(LoadPlan plan) {
    try (EchoServer self = new EchoServer()) {
      Load.run(
          LoadPlan.of(self.address(), "/home")
              .withConnections(WARM_CONNECTIONS)
              .withReplica(plan.replica())
              .withThreads(plan.threads())
              .withRequests(WARM_REQUESTS)
              .withDuration(WARM_TIME));
    } catch (IOException e) {
      // then they are a little slower
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PrintStream nowhere() {
    return new PrintStream(PrintStream.nullOutputStream());
  }

  /** The first signal interrupts this thread; the second ends the process. */
  private static LoadReport watch(Load load, LoadProgress progress) {
    try {
      while (!load.await(progress.period())) {
        progress.show(load.report());
      }
      return load.join();
    } catch (InterruptedException e) {
      load.stop();
      return afterStop(load);
    }
  }

  private static LoadReport afterStop(Load load) {
    try {
      load.await(GRACE);
      load.close();
      return load.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(LoadReport report, LoadPlan plan) {
    if (report.ending() == Ending.STOPPED) {
      System.err.println("ringkeeper: stopped before the end; the report is of what was sent");
    } else if (report.ending() == Ending.NOBODY_THERE) {
      System.err.printf(
          "ringkeeper: for %d s nobody has answered at http://%s any more; the report is partial%n",
          plan.limits().patience().toSeconds(), options.url.url().getRawAuthority());
    }
  }

  private static int exitCode(LoadReport report) {
    if (report.ending() == Ending.STOPPED) {
      return EXIT_STOPPED;
    }
    boolean good = LoadFormats.isComplete(report) && report.failed() == 0;
    return good && report.inFlight() == 0 ? 0 : EXIT_FAILED;
  }
}
