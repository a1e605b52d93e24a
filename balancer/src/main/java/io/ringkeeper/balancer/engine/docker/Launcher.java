package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a container of a {@link ReplicaSpec}: creates it, starts it, and looks where it is. What
 * may pass is tried again as long as the attempt goes on. Blocks; for any worker.
 */
final class Launcher {

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final DockerApi api;
  private final Remover remover;
  private final Provisions provisions;
  private final String fleet;
  private final LongPredicate ending;

  /** Takes also whether a generation is one that is being removed. */
  Launcher(
      DockerApi api, Remover remover, Provisions provisions, String fleet, LongPredicate ending) {
    this.api = api;
    this.remover = remover;
    this.provisions = provisions;
    this.fleet = fleet;
    this.ending = ending;
  }

  Launched launch(ReplicaSpec spec, Attempt attempt) {
    Backoff backoff = Backoff.FIRST;
    String id = null;
    while (attempt.goesOn()) {
      try {
        if (id == null) {
          id = create(spec, attempt);
        }
        api.start(id, attempt.left());
        return look(spec, id);
      } catch (ApiException e) {
        attempt.hinderedBy(e.clause());
        try {
          if (!passes(e, id, attempt)) {
            return new Launched.Failed(id, attempt.hindrance());
          }
          id = null; // whatever there is will be found by its name
        } catch (ApiException worse) {
          attempt.hinderedBy(worse.clause());
          if (!worse.is(Kind.NO_ANSWER)) {
            return new Launched.Failed(id, worse.clause());
          }
        }
      }
      attempt.pause(backoff.delay());
      backoff = backoff.next();
    }
    return new Launched.Failed(id, attempt.hindrance());
  }

  private String create(ReplicaSpec spec, Attempt attempt) throws ApiException {
    try {
      return api.create(spec, attempt.left());
    } catch (ApiException e) {
      if (!e.is(Kind.CONFLICT)) {
        throw e;
      }
      return takeOver(spec);
    }
  }

  /** The name is taken: by this very replica, if the answer to an earlier call was lost. */
  private String takeOver(ReplicaSpec spec) throws ApiException {
    Found holder = api.named(spec.name()).orElse(null);
    if (holder == null) {
      throw new ApiException(Kind.CONFLICT, "the name '%s' was taken".formatted(spec.name()));
    }
    if (!Labels.areOf(fleet, holder.labels())) {
      throw new ApiException(
          Kind.REFUSED,
          "a container named '%s' already exists and is not a replica of this fleet"
              .formatted(spec.name()));
    }
    long generation = Labels.generation(holder.labels()).orElse(0);
    if (generation == spec.generation()) {
      return holder.id();
    }
    if (holder.lives() && !ending.test(generation)) {
      throw new ApiException(
          Kind.REFUSED,
          "a container named '%s' is another replica of this fleet".formatted(spec.name()));
    }
    remover.remove(holder.id());
    throw new ApiException(
        Kind.CONFLICT,
        "the container that was named '%s' is not yet removed".formatted(spec.name()));
  }

  private Launched look(ReplicaSpec spec, String id) throws ApiException {
    Found found =
        api.list(spec.generation()).stream()
            .filter(it -> it.id().equals(id))
            .findFirst()
            .orElse(null);
    if (found == null) {
      return new Launched.Failed(null, "removed from outside");
    }
    if (!found.lives()) {
      return new Launched.Failed(id, withLastWords(found.end(), id));
    }
    InetSocketAddress address = found.address();
    return address == null
        ? new Launched.Failed(id, "the Docker engine gave it no address")
        : new Launched.Up(id, address);
  }

  /** A reason, and what the replica said last where that can be learnt quickly. */
  String withLastWords(String reason, @Nullable String id) {
    try {
      String words = id == null ? "" : api.lastLine(id, LAST_WORDS);
      return words.isEmpty() ? reason : reason + ": " + words;
    } catch (ApiException e) {
      return reason;
    }
  }

  /** Whether another try may succeed; does what it can for it. */
  private boolean passes(ApiException e, @Nullable String id, Attempt attempt) throws ApiException {
    return switch (e.kind()) {
      case NO_ANSWER, CONFLICT -> true;
      case REFUSED -> false;
      case NOT_FOUND -> {
        if (!provisions.provide(attempt.left())) {
          if (id != null) {
            attempt.hinderedBy("removed from outside");
          }
          yield false;
        }
        if (id != null) {
          remover.remove(id); // it would look for the network that is no more
        }
        yield true;
      }
    };
  }
}
