package io.ringkeeper.balancer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What an engine has reported, in order; a test takes it one by one. */
public final class RecordedEvents implements EngineEvents {

  public sealed interface Event {
    long generation();
  }

  public record Started(long generation, InetSocketAddress address) implements Event {}

  public record StartFailed(long generation, String reason) implements Event {}

  public record Failed(long generation, String reason) implements Event {}

  public record Exited(long generation, String reason) implements Event {}

  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  @Override
  public void started(long generation, InetSocketAddress address) {
    events.add(new Started(generation, address));
  }

  @Override
  public void startFailed(long generation, String reason) {
    events.add(new StartFailed(generation, reason));
  }

  @Override
  public void failed(long generation, String reason) {
    events.add(new Failed(generation, reason));
  }

  @Override
  public void exited(long generation, String reason) {
    events.add(new Exited(generation, reason));
  }

  /** The next event, which must be of that type. */
  public <E extends Event> E next(Class<E> type) {
    try {
      Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("the next event").isInstanceOf(type);
      return type.cast(event);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What has been reported and not yet taken. */
  public List<Event> untaken() {
    return List.copyOf(events);
  }
}
