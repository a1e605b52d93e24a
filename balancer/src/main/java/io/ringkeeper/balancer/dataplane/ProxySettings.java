package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.config.Pool;
import io.ringkeeper.balancer.config.RetryBudget;
import io.ringkeeper.balancer.config.Timeouts;
import io.ringkeeper.balancer.routing.AffinityCookie;
import java.time.Duration;
import java.util.List;

/**
 * What the data plane is told.
 *
 * @param transport how they speak with the kernel; can be used here
 * @param loops event loops, 1 or more
 * @param keys where the routing key may be, first match first
 * @param affinity what cookies are like that bring a key back
 * @param forwarding what is believed of clients, and told of them
 * @param passNotFound whether a replica's 404 goes to the client as it is
 * @param headLimit bytes of a head
 * @param maxConnections client connections; more are closed at once
 * @param files what there is for connections on both sides
 * @param retries at how many further replicas a request may be tried
 * @param retryBudget how many requests may be at it at a time
 * @param timeouts how long anything is waited for
 * @param pool the connections to replicas
 * @param drain how long a tunnel may stay with a replica that is being removed
 */
public record ProxySettings(
    Transport transport,
    int loops,
    List<KeySource> keys,
    AffinityCookie.Settings affinity,
    ForwardingSettings forwarding,
    boolean passNotFound,
    int headLimit,
    int maxConnections,
    OpenFiles files,
    int retries,
    RetryBudget retryBudget,
    Timeouts timeouts,
    Pool pool,
    Duration drain) {

  public ProxySettings {
    keys = List.copyOf(keys);
  }
}
