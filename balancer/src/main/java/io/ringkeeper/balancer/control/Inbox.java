package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.EngineEvents;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the control thread. Any thread may put something in and never waits.
 *
 * <p>Reports of the engine and commands are never lost. Results of probes are: while {@value
 * #MOST_PROBE_RESULTS} of them wait, the control thread is so late that the next ones will do.
 */
public final class Inbox implements EngineEvents {

  static final int MOST_PROBE_RESULTS = 4096;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger probeResults = new AtomicInteger();

  @Override
  public void started(long generation, InetSocketAddress address) {
    events.add(new Event.Started(generation, address));
  }

  @Override
  public void startFailed(long generation, String reason) {
    events.add(new Event.StartFailed(generation, reason));
  }

  @Override
  public void failed(long generation, String reason) {
    events.add(new Event.Failed(generation, reason));
  }

  @Override
  public void exited(long generation, String reason) {
    events.add(new Event.Exited(generation, reason));
  }

  void probePassed(long generation) {
    offer(new Event.ProbePassed(generation));
  }

  void probeFailed(long generation, String why) {
    offer(new Event.ProbeFailed(generation, why));
  }

  void drained(long generation) {
    events.add(new Event.Drained(generation));
  }

  void command(Event.Command command) {
    events.add(command);
  }

  void closing() {
    events.add(new Event.Closing());
  }

  /** Ends a wait of the control thread. */
  void wake() {
    events.add(new Event.Tick());
  }

  private void offer(Event probeResult) {
    if (probeResults.incrementAndGet() <= MOST_PROBE_RESULTS) {
      events.add(probeResult);
    } else {
      probeResults.decrementAndGet();
    }
  }

  /** The next event, or null if none comes for so long. Control thread only. */
  @Nullable Event poll(Duration atMost) throws InterruptedException {
    Event event = events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (event instanceof Event.ProbePassed || event instanceof Event.ProbeFailed) {
      probeResults.decrementAndGet();
    }
    return event;
  }
}
