package io.ringkeeper.cli;

import io.ringkeeper.analysis.experiment.SickReplica;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ringkeeper sick-replica}: what {@code analyze} makes containers of that are to be sick.
 * Not for people, hence hidden.
 */
@Command(
    name = "sick-replica",
    description = "Runs a replica whose heartbeat can be made to fail.",
    hidden = true)
final class SickReplicaCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException, InterruptedException {
    SickReplica.main(new String[0]);
    Thread.currentThread().join(); // until a signal ends the process
    return 0;
  }
}
