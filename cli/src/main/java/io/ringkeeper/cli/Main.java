package io.ringkeeper.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code ringkeeper}. */
@Command(
    name = "ringkeeper",
    description = "A load balancer that owns its replicas.",
    mixinStandardHelpOptions = true,
    version = "ringkeeper 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ReplicaCommand.class,
      SickReplicaCommand.class,
      StatusCommand.class,
      ReadyCommand.class,
      AddCommand.class,
      RmCommand.class,
      LoadCommand.class,
      AnalyzeCommand.class,
      ExplainCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      RehearseCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command; the exit code is 0 if it did what it was told, 2 if it was told nonsense. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** What is said often, or has to be quick, is read without the library. */
  static int execute(String... args) {
    if (args.length == 1 && args[0].equals("ready")) {
      return Readiness.ask().tell();
    }
    return PlainRun.read(args).map(RunCommand::call).orElseGet(() -> parse(args));
  }

  private static int parse(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }
}
