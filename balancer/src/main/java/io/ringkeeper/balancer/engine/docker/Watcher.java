package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on the fleet's containers: events tell what happens at once, and a list of all of
 * them, after every new subscription and at intervals, is the truth. Says so when the engine falls
 * silent and when it is back. Has a thread of its own, from which {@code listed} is called; events
 * come from a thread of the library.
 */
final class Watcher implements AutoCloseable {

  /** Takes a list that was begun at that time of our clock. */
  @FunctionalInterface
  interface Lists {
    void listed(long begunNanos, List<Found> containers);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final DockerClients clients;
  private final DockerApi api;
  private final DockerSettings settings;
  private final Clock clock;
  private final Consumer<Happening> events;
  private final Lists lists;

  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("docker-watcher").unstarted(this::run);

  private volatile @Nullable EventStream stream;
  private volatile long lastEventNanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean silent;

  Watcher(
      DockerClients clients,
      DockerApi api,
      DockerSettings settings,
      Clock clock,
      Consumer<Happening> events,
      Lists lists) {
    this.clients = clients;
    this.api = api;
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.lists = lists;
  }

  void start() {
    thread.start();
  }

  /** Has the watcher look now, because the engine did not answer somebody. For any thread. */
  void look() {
    wakeUps.release();
  }

  private void run() {
    Backoff backoff = Backoff.FIRST;
    while (!isClosed()) {
      try {
        Duration pause;
        try {
          watch();
          answers();
          backoff = Backoff.FIRST;
          pause = settings.docker().listInterval();
        } catch (ApiException e) {
          unsubscribe();
          fallsSilent(e);
          pause = backoff.delay();
          backoff = backoff.next();
        } catch (RuntimeException | Error e) { // may pass, while this thread must not
          LOG.error("Watching the Docker engine failed", e);
          pause = backoff.delay();
          backoff = backoff.next();
        }
        boolean woken = wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        if (woken) {
          wakeUps.drainPermits();
          rest(); // whatever woke us, once in this time is enough
        }
      } catch (InterruptedException e) {
        closed.countDown();
      }
    }
    unsubscribe();
  }

  /** The list comes after the subscription, so that nothing can happen in between. */
  private void watch() throws ApiException, InterruptedException {
    ApiException deaf = null;
    try {
      subscribe();
    } catch (ApiException e) {
      deaf = e;
    }
    long begun = clock.nanos();
    lists.listed(begun, api.list());
    if (deaf != null) {
      throw deaf;
    }
  }

  private void subscribe() throws ApiException, InterruptedException {
    EventStream old = stream;
    if (old != null && !old.isOver()) {
      return;
    }
    unsubscribe();
    EventStream fresh =
        new EventStream(clients, settings.fleet(), lastEventNanos, this::take, this::look);
    stream = fresh;
    try {
      fresh.opened().get(DockerApi.LOOK.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ApiException(
          Kind.NO_ANSWER,
          "the Docker engine at %s gives no events".formatted(settings.endpoint()),
          e);
    }
  }

  /**
   * Its time says where to go on, and nothing else: an engine does not tell in order what happens
   * at once, its clock may be set back, and it repeats what happened at the very time that we name.
   */
  private void take(Happening happening) {
    lastEventNanos = happening.timeNanos();
    events.accept(happening);
  }

  private void unsubscribe() {
    EventStream old = stream;
    stream = null;
    if (old != null) {
      old.close();
    }
  }

  private void rest() throws InterruptedException {
    boolean _ = closed.await(Backoff.FIRST.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void fallsSilent(ApiException e) {
    if (!silent && !isClosed()) {
      silent = true;
      LOG.warn("Replicas are served but not looked after: {}", e.clause());
    }
  }

  private void answers() {
    if (silent) {
      silent = false;
      LOG.info("The Docker engine at {} answers again", settings.endpoint());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    unsubscribe();
  }
}
