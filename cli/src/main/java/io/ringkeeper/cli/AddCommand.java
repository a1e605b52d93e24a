package io.ringkeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ringkeeper add}: more replicas. */
@Command(
    name = "add",
    description = "Adds replicas, and answers when all of them take traffic.",
    mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {

  @Mixin private Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "N", description = "How many.")
  private int n = 1;

  @Parameters(index = "1..*", paramLabel = "NAME", description = "Names for some or all of them.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    return remote.ask("POST", "/add", Remote.command(n, names));
  }
}
