package io.ringkeeper.cli;

import io.ringkeeper.server.SampleServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ringkeeper replica}: the sample server, in this process. */
@Command(
    name = "replica",
    description = "Runs the sample server on HOST and PORT as SERVER_ID (from the environment).",
    mixinStandardHelpOptions = true)
final class ReplicaCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    SampleServer.main(new String[0]);
    Thread.currentThread().join(); // until a signal ends the process
    return 0;
  }
}
