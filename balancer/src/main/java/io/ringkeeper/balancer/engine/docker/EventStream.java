package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One subscription to the engine's events about the containers of a fleet. */
final class EventStream implements AutoCloseable {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final DockerHttpClient http;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile boolean over;
  private volatile boolean left;

  /**
   * Subscribes; the events come from a thread of the library, and {@code ended} is called from it
   * when there will be no more, unless it was never opened or has been closed by us.
   *
   * @param sinceNanos events from this time of the engine on are repeated; 0 for none
   */
  EventStream(
      DockerClients clients,
      String fleet,
      long sinceNanos,
      Consumer<Happening> listener,
      Runnable ended) {
    this.http = clients.connection();
    var command =
        clients
            .client(http)
            .eventsCmd()
            .withEventTypeFilter("container")
            .withLabelFilter(Labels.FLEET + "=" + fleet);
    if (sinceNanos > 0) {
      command.withSince(
          "%d.%09d".formatted(sinceNanos / NANOS_PER_SECOND, sinceNanos % NANOS_PER_SECOND));
    }
    command.exec(
        new ResultCallback.Adapter<Event>() {
          @Override
          public void onStart(Closeable stream) {
            super.onStart(stream);
            opened.complete(null);
          }

          @Override
          public void onNext(Event event) {
            take(event, listener);
          }

          @Override
          public void onError(Throwable error) {
            opened.completeExceptionally(error);
            onComplete();
          }

          @Override
          public void onComplete() {
            over = true;
            if (isOpen() && !left) {
              ended.run();
            }
          }
        });
  }

  private boolean isOpen() {
    return opened.isDone() && !opened.isCompletedExceptionally();
  }

  /** Whether there will be no more events. */
  boolean isOver() {
    return over;
  }

  private static void take(Event event, Consumer<Happening> listener) {
    var actor = event.getActor();
    String action = event.getAction();
    Long time = event.getTimeNano();
    if (actor == null || action == null || time == null || actor.getId() == null) {
      return;
    }
    Map<String, String> attributes = actor.getAttributes();
    listener.accept(
        new Happening(action, actor.getId(), attributes == null ? Map.of() : attributes, time));
  }

  /** Done when the engine has answered: nothing that happens from now on is missed. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  @Override
  public void close() {
    left = true;
    try {
      http.close();
    } catch (IOException e) {
      // it has ended all the same
    }
  }
}
