package io.ringkeeper.balancer.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.http.IpAddress;
import io.ringkeeper.balancer.routing.AffinityCookie;
import io.ringkeeper.balancer.routing.ClientKey;
import io.ringkeeper.balancer.routing.RoutingKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that an operator can ask about, and the numbers that they have in requests. */
public final class KeyLookup {

  private final List<KeySource> sources;
  private final AffinityCookie.Settings affinity;

  /**
   * @param sources where the keys of requests come from
   * @param affinity what our own cookies are like
   */
  public KeyLookup(List<KeySource> sources, AffinityCookie.Settings affinity) {
    this.sources = List.copyOf(sources);
    this.affinity = affinity;
  }

  /** A key as it was given, and its number. */
  record Asked(String key, long number) {}

  /**
   * What a query asks for: {@code key=K}, {@code client-ip=ADDRESS} or {@code affinity=COOKIE};
   * null if for nothing.
   *
   * @throws IllegalArgumentException if that can be no key of a request
   */
  @Nullable Asked find(String query) {
    byte[] client = QueryField.find(query, "client-ip");
    if (client != null) {
      String address = new String(client, UTF_8);
      return new Asked(address, client(address));
    }
    byte[] cookie = QueryField.find(query, "affinity");
    if (cookie != null) {
      String value = new String(cookie, UTF_8);
      return new Asked(value, new AffinityCookie(affinity).read(value));
    }
    byte[] key = QueryField.find(query, "key");
    return key == null || key.length == 0
        ? null
        : new Asked(new String(key, UTF_8), RoutingKey.of(key, 0, key.length));
  }

  /** Where keys come from, in order, as it is configured; the last one is random. */
  List<String> sources() {
    return sources.stream().map(KeySource::toString).toList();
  }

  private long client(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address");
    }
    for (KeySource source : sources) {
      if (source instanceof KeySource.ClientIp bits) {
        return new ClientKey(bits).of(address.bytes());
      }
    }
    throw new IllegalArgumentException("No key is taken from addresses: 'key' has no client-ip");
  }
}
