package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.EngineEvents;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import io.ringkeeper.balancer.engine.docker.Replica.Phase;
import io.ringkeeper.balancer.time.Clock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All replicas and what becomes of them: commands, outcomes of work, and what was observed come in
 * here. For the engine's thread only, but for {@link #isEnding}.
 */
final class Replicas {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

  /** Whoever ends by itself before this has probably never served: its last words tell why. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final DockerSettings settings;
  private final EngineEvents events;
  private final Clock clock;
  private final Threads threads;
  private final Launcher launcher;
  private final Remover remover;
  private final Runnable doubt;

  private final Map<Long, Replica> replicas = new HashMap<>();
  private final Set<Long> ending = ConcurrentHashMap.newKeySet();
  private final Departed departed = new Departed();
  private boolean closing;

  /** Calls {@code doubt} when the engine does not answer. */
  Replicas(
      DockerSettings settings,
      EngineEvents events,
      Clock clock,
      Threads threads,
      DockerApi api,
      Provisions provisions,
      Runnable doubt) {
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.threads = threads;
    this.remover = new Remover(api);
    this.launcher = new Launcher(api, remover, provisions, settings.fleet(), this::isEnding);
    this.doubt = doubt;
  }

  /** Whether a replica is being removed. For any thread. */
  boolean isEnding(long generation) {
    return ending.contains(generation);
  }

  /** Takes over what an earlier balancer has left. */
  void adopt(long generation, Found found) {
    replicas.put(generation, Replica.adopted(generation, found, clock.nanos()));
  }

  void start(ReplicaSpec spec) {
    if (closing) {
      events.startFailed(spec.generation(), "the engine is closing");
      return;
    }
    Attempt attempt = new Attempt(clock, settings.startLimit(), settings.endpoint());
    Replica replica = Replica.launching(spec.generation(), spec.name(), attempt);
    replicas.put(spec.generation(), replica);
    threads.later(settings.startLimit(), () -> late(replica));
    threads.work(() -> launcher.launch(spec, attempt), outcome -> launched(replica, outcome));
  }

  private void launched(Replica replica, Launched outcome) {
    switch (outcome) {
      case Launched.Up(String id, InetSocketAddress address) -> {
        replica.id = id;
        if (replica.died != null && id.equals(replica.diedId)) {
          replica.why = replica.died;
          buryWithLastWords(replica);
        } else if (replica.exitOwed || !replica.startOwed || closing) {
          end(replica, Duration.ZERO);
        } else {
          replica.runs(id, address, clock.nanos());
          events.started(replica.generation, address);
        }
      }
      case Launched.Failed(String id, String reason) -> {
        replica.id = id;
        replica.why = replica.exitOwed ? "stopped while it was starting" : reason;
        end(replica, Duration.ZERO);
      }
    }
  }

  /** Nobody waits any longer for its start; whatever comes of it is removed. */
  private void late(Replica replica) {
    Attempt attempt = replica.attempt;
    if (replica.startOwed && attempt != null) {
      attempt.giveUp();
      replica.startOwed = false;
      events.startFailed(
          replica.generation, replica.phase == Phase.ENDING ? replica.why : attempt.hindrance());
      doubt.run();
    }
  }

  void stop(long generation, Duration grace) {
    Replica replica = replicas.get(generation);
    if (replica == null) {
      events.exited(generation, "not running");
      return;
    }
    replica.exitOwed = true;
    switch (replica.phase) {
      case LAUNCHING -> giveUp(replica);
      case RUNNING, LEFT -> end(replica, grace);
      case ENDING -> {
        String id = replica.id;
        if (id != null && !grace.isPositive()) {
          threads.work(() -> remover.kill(id));
        }
      }
    }
  }

  private static void giveUp(Replica replica) {
    if (replica.attempt != null) {
      replica.attempt.giveUp();
    }
  }

  private void end(Replica replica, Duration grace) {
    ending(replica);
    remove(replica, grace, Backoff.FIRST);
  }

  private void ending(Replica replica) {
    replica.phase = Phase.ENDING;
    ending.add(replica.generation);
  }

  private void remove(Replica replica, Duration grace, Backoff backoff) {
    String id = replica.id;
    threads.work(
        () -> {
          try {
            remover.remove(id, replica.generation, grace);
            return () -> gone(replica);
          } catch (ApiException e) {
            return () -> retry(replica, e, backoff);
          }
        },
        Runnable::run);
  }

  private void retry(Replica replica, ApiException e, Backoff backoff) {
    if (e.is(Kind.NO_ANSWER)) {
      doubt.run();
    } else if (e.is(Kind.REFUSED) && backoff.equals(Backoff.FIRST)) {
      LOG.warn("{}'s container cannot be removed yet: {}", replica.name, e.clause());
    }
    threads.later(backoff.delay(), () -> remove(replica, Duration.ZERO, backoff.next()));
  }

  private void gone(Replica replica) {
    replicas.remove(replica.generation);
    ending.remove(replica.generation);
    departed.add(replica.generation, clock.nanos());
    if (replica.startOwed) {
      replica.startOwed = false;
      events.startFailed(replica.generation, replica.why);
    }
    if (replica.exitOwed) {
      events.exited(replica.generation, replica.why);
    }
  }

  /** Those that there are now; for whoever changes them meanwhile. */
  List<Replica> all() {
    return List.copyOf(replicas.values());
  }

  @Nullable Replica find(long generation) {
    return replicas.get(generation);
  }

  Departed departed() {
    return departed;
  }

  /** Its program has ended, or its container is gone. */
  void died(Replica replica, String id, String how) {
    switch (replica.phase) {
      case LAUNCHING -> {
        replica.diedId = id;
        replica.died = how;
      }
      case RUNNING -> {
        replica.why = how;
        replica.exitOwed = true;
        if (clock.nanos() - replica.runningSince < YOUNG.toNanos()) {
          buryWithLastWords(replica);
        } else {
          bury(replica);
        }
      }
      case LEFT -> {
        replica.why = how;
        replica.exitOwed = true;
        bury(replica);
      }
      case ENDING -> {
        if (how.startsWith("exit code") && replica.why.equals("stopped")) {
          replica.why = how;
        }
      }
    }
  }

  /** Not by SIGKILL or SIGTERM, which come from outside. */
  private static boolean endedByItself(String how) {
    return how.startsWith("exit code ") && !how.endsWith(" 137") && !how.endsWith(" 143");
  }

  /** Where it has ended by itself, what it said last tells more than its exit code. */
  private void buryWithLastWords(Replica replica) {
    if (endedByItself(replica.why)) {
      ending(replica);
      threads.work(
          () -> launcher.withLastWords(replica.why, replica.id),
          reason -> {
            replica.why = reason;
            bury(replica);
          });
    } else {
      bury(replica);
    }
  }

  /** Its program is gone, which is what counts; its container follows. */
  private void bury(Replica replica) {
    if (replica.exitOwed && !replica.startOwed) {
      replica.exitOwed = false;
      events.exited(replica.generation, replica.why);
    }
    end(replica, Duration.ZERO);
  }

  /** It will not serve again, although it is there. */
  void broke(Replica replica, String how) {
    if (replica.phase == Phase.RUNNING && !replica.reportedBroken) {
      replica.reportedBroken = true;
      events.failed(replica.generation, how);
    }
  }

  /** A container that is nobody's any more. */
  void removeStray(String id) {
    threads.work(() -> {
      try {
        remover.remove(id);
      } catch (ApiException e) {
        LOG.debug("A container that nobody wants stays for now: {}", e.clause());
      }
    });
  }

  /** Gives up what does not run yet. */
  void close() {
    closing = true;
    for (Replica replica : all()) {
      if (replica.phase == Phase.LAUNCHING) {
        giveUp(replica);
      }
    }
  }

  /** Whether work is under way that has to come to an end before all is left alone. */
  boolean isBusy() {
    return replicas.values().stream()
        .anyMatch(it -> it.phase == Phase.LAUNCHING || it.phase == Phase.ENDING);
  }

  boolean isEmpty() {
    return replicas.isEmpty();
  }
}
