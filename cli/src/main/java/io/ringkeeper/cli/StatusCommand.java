package io.ringkeeper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringkeeper status}: which replicas take traffic. */
@Command(
    name = "status",
    description = "Lists the replicas that take traffic.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Mixin private Remote remote = new Remote();

  @Override
  public Integer call() throws InterruptedException {
    return remote.ask("GET", "/rep", null);
  }
}
