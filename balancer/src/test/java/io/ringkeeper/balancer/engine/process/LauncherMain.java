package io.ringkeeper.balancer.engine.process;

import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process with an engine in it, for a test to kill. Starts two replicas.
 *
 * <p>Arguments: the directory of the test, and the command.
 */
final class LauncherMain {

  private LauncherMain() {}

  public static void main(String[] args) throws InterruptedException {
    List<String> command = List.of(args).subList(1, args.length);
    var events = new RecordedEvents();
    var settings = new ProcessSettings(command, Map.of(Replicas.MARK, args[0]), 19_800, 19_899);
    var engine = new ProcessEngine(settings, events, Clock.system());
    for (int ordinal = 1; ordinal <= 2; ordinal++) {
      engine.start(new ReplicaSpec(ordinal, ordinal, "r" + ordinal, "" + ordinal));
      events.next(Started.class);
    }
    new CountDownLatch(1).await();
    engine.close();
  }
}
