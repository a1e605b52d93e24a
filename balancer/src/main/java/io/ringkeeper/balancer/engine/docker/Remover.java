package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends replicas. Blocks; for any worker. */
final class Remover {

  private static final Logger LOG = LoggerFactory.getLogger(Remover.class);
  private static final Duration ALMOST_SECOND = Duration.ofNanos(999_999_999);

  private final DockerApi api;

  Remover(DockerApi api) {
    this.api = api;
  }

  /**
   * Returns when nothing is left of it.
   *
   * @param id its container; null if it is not known whether there is one
   * @param grace for its program to end by itself; zero kills
   * @throws ApiException if that could not be brought about; it has to be tried again
   */
  void remove(@Nullable String id, long generation, Duration grace) throws ApiException {
    for (String container : id == null ? find(generation) : List.of(id)) {
      if (grace.isPositive()) {
        stop(container, grace);
      }
      remove(container);
    }
  }

  private List<String> find(long generation) throws ApiException {
    return api.list(generation).stream().map(Found::id).toList();
  }

  private void stop(String id, Duration grace) throws ApiException {
    try {
      api.stop(id, Math.toIntExact(grace.plus(ALMOST_SECOND).toSeconds()));
    } catch (ApiException e) {
      if (e.is(Kind.NO_ANSWER)) {
        throw e; // else it is removed by force
      }
    }
  }

  void remove(String id) throws ApiException {
    try {
      api.remove(id);
    } catch (ApiException e) {
      if (!e.is(Kind.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /** Removes what nobody waits for; if it stays, a later list shows it again. */
  boolean tryToRemove(String id) {
    try {
      remove(id);
      return true;
    } catch (ApiException e) {
      LOG.debug("A container that nobody wants stays for now: {}", e.clause());
      return false;
    }
  }

  /** Kills what does not use its grace; whoever waits for its end sees it. */
  boolean kill(String id) {
    try {
      api.kill(id);
      return true;
    } catch (ApiException e) {
      return false; // it has ended, or the engine kills it at the end of the grace
    }
  }
}
