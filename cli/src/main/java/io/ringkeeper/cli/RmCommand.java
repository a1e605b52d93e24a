package io.ringkeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ringkeeper rm}: fewer replicas. */
@Command(
    name = "rm",
    description = "Removes replicas, and answers when they have finished and are gone.",
    mixinStandardHelpOptions = true)
final class RmCommand implements Callable<Integer> {

  @Mixin private Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "N", description = "How many.")
  private int n = 1;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      description = "Which; the rest is picked at random.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return remote.ask("DELETE", "/rm", Remote.command(n, names));
  }
}
