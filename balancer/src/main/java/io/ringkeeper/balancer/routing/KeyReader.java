package io.ringkeeper.balancer.routing;

import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.List;

/**
 * Takes the routing key out of a request: from the first of a list of sources that is there and not
 * empty, read as it arrived. Immutable.
 */
public final class KeyReader {

  private final KeyFinder[] finders;

  /** Looks at these sources, in this order, up to one that is random. */
  public KeyReader(List<KeySource> sources) {
    finders =
        sources.stream()
            .takeWhile(source -> !(source instanceof KeySource.Random))
            .map(KeyFinder::of)
            .toArray(KeyFinder[]::new);
  }

  /** The number of the request's key, or {@code fallback} if it has none. */
  public long read(RequestHead head, long fallback) {
    for (KeyFinder finder : finders) {
      long found = finder.find(head);
      if (found != KeyFinder.NOTHING) {
        return RoutingKey.of(head.bytes(), KeyFinder.from(found), KeyFinder.to(found));
      }
    }
    return fallback;
  }
}
