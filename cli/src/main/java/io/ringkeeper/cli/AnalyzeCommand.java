package io.ringkeeper.cli;

import io.ringkeeper.analysis.Analysis;
import io.ringkeeper.analysis.AnalysisPlan;
import io.ringkeeper.analysis.AnalysisPlan.Experiment;
import io.ringkeeper.analysis.report.ReportFolder;
import io.ringkeeper.analysis.report.Results;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.FoundSource;
import io.ringkeeper.analysis.system.OwnSource;
import io.ringkeeper.analysis.system.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ringkeeper analyze}: the experiments, and a report of them. */
@Command(
    name = "analyze",
    description =
        "Measures how requests are shared, what failures do, and how other hash functions compare;"
            + " writes a report. Starts balancers of its own, unless told which to look at.",
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

  /** What shells expect of a program that Ctrl-C has ended. */
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = ServerUrl.class,
      description = "A balancer that runs already; it is left as it was found.")
  private @Nullable URI url;

  @Option(
      names = "--admin",
      paramLabel = "URL",
      converter = ServerUrl.class,
      defaultValue = "http://127.0.0.1:5001",
      description = "The admin port of that balancer (default: ${DEFAULT-VALUE}).")
  private URI admin = URI.create("http://127.0.0.1:5001");

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "What the replicas of balancers of its own are: process (default) or docker.")
  private Engine engine = Engine.PROCESS;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "analysis-report",
      description = "The folder of the report (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("analysis-report");

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Requests of each measurement (default: 10000).")
  private @Nullable Integer requests;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials of each kind of failure (default: 20).")
  private @Nullable Integer trials;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests per second where the rate is steady (default: 2000).")
  private @Nullable Integer rate;

  @Option(
      names = "--only",
      paramLabel = "A-1",
      split = ",",
      description = "Only these of A-1, A-2, A-3, A-4.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random ids: the same ids for the same seed (default: any).")
  private @Nullable Long seed;

  @Option(names = "--quick", description = "A taste of everything, with few requests.")
  private boolean quick;

  /** What replicas are. */
  private enum Engine {
    PROCESS,
    DOCKER;

    /** Names of a container, a network and a fleet are for the whole machine. */
    List<String> settings() {
      String own = "analysis-" + ProcessHandle.current().pid();
      return switch (this) {
        case PROCESS -> List.of();
        case DOCKER ->
            List.of(
                "engine=docker",
                "fleet=" + own,
                "docker.network=" + own,
                "initial-names=" + own + "-{ordinal}",
                "on-exit=remove");
      };
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    try {
      AnalysisPlan plan = plan();
      ReportFolder folder = ReportFolder.at(out);
      return analyze(plan, folder);
    } catch (IllegalArgumentException e) {
      System.err.println("ringkeeper: " + e.getMessage());
      return 2;
    } catch (AnalysisException e) {
      System.err.println("ringkeeper: " + e.sentence());
      return 1;
    }
  }

  private AnalysisPlan plan() {
    AnalysisPlan usual = quick ? AnalysisPlan.QUICK : AnalysisPlan.USUAL;
    return new AnalysisPlan(
        requests == null ? usual.requests() : requests,
        trials == null ? usual.trials() : trials,
        rate == null ? usual.rate() : rate,
        only.isEmpty() ? usual.only() : experiments(only),
        usual.brief(),
        seed == null ? ThreadLocalRandom.current().nextLong(1, AnalysisPlan.MAX_SEED) : seed);
  }

  private static Set<Experiment> experiments(List<String> names) {
    Set<Experiment> chosen = EnumSet.noneOf(Experiment.class);
    for (String name : names) {
      switch (name.strip().replace("-", "").toUpperCase(java.util.Locale.ROOT)) {
        case "A1" -> chosen.add(Experiment.A1);
        case "A2" -> chosen.add(Experiment.A2);
        case "A3" -> chosen.add(Experiment.A3);
        case "A4" -> chosen.add(Experiment.A4);
        default ->
            throw new IllegalArgumentException(
                "'%s' is no experiment; there are A-1, A-2, A-3 and A-4".formatted(name));
      }
    }
    return chosen;
  }

  private int analyze(AnalysisPlan plan, ReportFolder folder) {
    // Ctrl-C ends the experiment; then the fleet is put in order and the report written.
    Signals signals = new Signals();
    signals.install();
    Source source =
        url == null
            ? new OwnSource(ThisProgram.command(), folder.log(), engine.settings())
            : new FoundSource(url, admin);
    Results results = new Results(ThisProgram.origin(source, plan, arguments(plan)));
    boolean good = measure(plan, source, results, signals);
    folder.write(results).ifPresent(System.err::println);
    results.troubles().forEach(trouble -> System.err.println("ringkeeper: " + trouble));
    results.omitted().forEach(System.out::println);
    results.against().forEach(found -> System.err.println("ringkeeper: " + found));
    System.out.println(
        (results.isComplete() ? "The report: " : "An incomplete report: ") + folder.page());
    return signals.isAsked() ? INTERRUPTED : good ? 0 : 1;
  }

  private static boolean measure(
      AnalysisPlan plan, Source source, Results results, Signals signals) {
    boolean complete;
    try {
      complete = Analysis.run(plan, source, results, System.out);
    } finally {
      signals.interruptNoMore(); // the fleet is put in order all the same
      try {
        source.close();
      } catch (AnalysisException e) {
        results.trouble("The fleet could not be left as it was found: " + e.sentence() + ".");
      }
    }
    return complete && results.isComplete();
  }

  /** As they were given, with the seed, so that they lead to the same ids again. */
  private List<String> arguments(AnalysisPlan plan) {
    List<String> arguments = new ArrayList<>(List.of("analyze"));
    if (spec != null) {
      arguments.clear();
      arguments.addAll(spec.commandLine().getParseResult().originalArgs());
    }
    if (seed == null) {
      arguments.addAll(List.of("--seed", Long.toString(plan.seed())));
    }
    return arguments;
  }
}
