package io.ringkeeper.balancer.dataplane;

import java.time.Duration;
import java.util.List;

/**
 * What the data plane is told.
 *
 * @param loops event loops, 1 or more
 * @param keyHeaders the headers that may hold the routing key, first match first
 * @param passNotFound whether a replica's 404 goes to the client as it is
 * @param retries at how many further replicas a request may be tried
 * @param headLimit bytes of a head
 * @param maxConnections client connections; more are closed at once
 * @param connectTimeout until a connection to a replica stands
 * @param headTimeout until a request's head is complete
 * @param idleTimeout between two requests of one connection
 * @param responseTimeout until the head of an answer
 * @param bodyTimeout without progress of a body
 * @param poolIdle how long a connection to a replica is kept unused
 * @param poolMaxIdle how many are, for each replica and event loop
 */
public record ProxySettings(
    int loops,
    List<String> keyHeaders,
    boolean passNotFound,
    int retries,
    int headLimit,
    int maxConnections,
    Duration connectTimeout,
    Duration headTimeout,
    Duration idleTimeout,
    Duration responseTimeout,
    Duration bodyTimeout,
    Duration poolIdle,
    int poolMaxIdle) {

  public ProxySettings {
    keyHeaders = List.copyOf(keyHeaders);
  }
}
