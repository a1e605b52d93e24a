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
      StatusCommand.class,
      ReadyCommand.class,
      AddCommand.class,
      RmCommand.class,
      LoadCommand.class,
      ExplainCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      RehearseCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command; the exit code is 0 if it did what it was told, 2 if it was told nonsense. */
  public static void main(String[] args) {
    boolean isHealthCheck = args.length == 1 && args[0].equals("ready");
    System.exit(isHealthCheck ? Readiness.ask().tell() : execute(args));
  }

  static int execute(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .execute(args);
  }
}
