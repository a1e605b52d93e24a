package io.ringkeeper.balancer.routing;

import static java.util.Objects.requireNonNull;

import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.config.Network;
import io.ringkeeper.balancer.http.ClientAddress;
import io.ringkeeper.balancer.http.Forwarding;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes the routing key out of a request: from the first of a list of sources that is there and not
 * empty, read as it arrived. Allocates nothing. Confined to one event loop.
 */
public final class KeyReader {

  private final Source[] sources;
  private final @Nullable AffinityCookie affinity;
  private long number;
  private boolean lacksCookie;

  /** Looks for one key: if it is there, {@link #number} becomes its number. */
  @FunctionalInterface
  private interface Source {
    boolean find(RequestHead head, Forwarding by);
  }

  /**
   * Looks at these sources, in this order, up to one that is random.
   *
   * @param trusted whose word is taken for the address of a client
   * @param affinity what our own cookies are like
   */
  public KeyReader(
      List<KeySource> sources, List<Network> trusted, AffinityCookie.Settings affinity) {
    boolean brought = sources.contains(new KeySource.Affinity());
    this.affinity = brought ? new AffinityCookie(affinity) : null; // cryptography takes its time
    this.sources =
        sources.stream()
            .takeWhile(source -> !(source instanceof KeySource.Random))
            .map(source -> source(source, trusted))
            .toArray(Source[]::new);
  }

  private Source source(KeySource source, List<Network> trusted) {
    return switch (source) {
      case KeySource.ClientIp bits -> client(new ClientKey(bits), new ClientAddress(trusted));
      case KeySource.Affinity _ -> affinity(requireNonNull(affinity));
      case KeySource.Header _,
          KeySource.Cookie _,
          KeySource.Query _,
          KeySource.Path _,
          KeySource.PathPrefix _,
          KeySource.Random _ ->
          piece(KeyFinder.of(source));
    };
  }

  private Source client(ClientKey key, ClientAddress address) {
    return (head, by) -> {
      number = key.of(address.find(head, by));
      return true;
    };
  }

  private Source affinity(AffinityCookie cookie) {
    return (head, by) -> {
      boolean found = cookie.find(head);
      number = cookie.number();
      lacksCookie = !found || !cookie.isCurrent();
      return found;
    };
  }

  private Source piece(KeyFinder finder) {
    return (head, by) -> {
      long found = finder.find(head);
      if (found == KeyFinder.NOTHING) {
        return false;
      }
      number = RoutingKey.of(head.bytes(), KeyFinder.from(found), KeyFinder.to(found));
      return true;
    };
  }

  /**
   * The number of the request's key, or {@code fallback} if it has none. What a cookie is to hold
   * then is a number of its own, of 63 bits: on large tables, a million numbers share unevenly.
   *
   * @param by whom it is from
   */
  public long read(RequestHead head, Forwarding by, long fallback) {
    lacksCookie = false;
    for (Source source : sources) {
      if (source.find(head, by)) {
        return number;
      }
    }
    return lacksCookie ? ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) : fallback;
  }

  /** Whether a cookie of ours was looked for in the last request, and is to be set anew. */
  public boolean lacksCookie() {
    return lacksCookie;
  }

  /** The header line by which a client will bring this key again; good until the next call. */
  public byte[] cookieLine(long key) {
    return requireNonNull(affinity).line(key);
  }
}
