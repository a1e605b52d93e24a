package io.ringkeeper.analysis.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a load is to do. Immutable; {@link #of} gives one with the usual values, and the {@code
 * with…} methods change them.
 *
 * @param target the balancer
 * @param request what is sent
 * @param keys the key of each request
 * @param pace when requests are sent
 * @param connections how many at most
 * @param limits when it ends, and how long it waits
 * @param replica how an answer says who gave it
 * @param threads event loops
 */
public record LoadPlan(
    InetSocketAddress target,
    LoadRequest request,
    Keys keys,
    Pace pace,
    int connections,
    LoadLimits limits,
    ReplicaName replica,
    int threads) {

  /** As many as most systems have ports for; more would be an error of typing. */
  public static final int MAX_CONNECTIONS = 60_000;

  /** More event loops than this help on no machine. */
  public static final int MAX_THREADS = 256;

  private static final int USUAL_CONNECTIONS = 64;

  public LoadPlan {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException("no host is called '" + target.getHostString() + "'");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException(
          "a load has 1 to " + MAX_CONNECTIONS + " connections, not " + connections);
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "a load has 1 to " + MAX_THREADS + " threads, not " + threads);
    }
  }

  /**
   * {@code GET} of this path without end: random six-digit ids, 64 connections, each asking again
   * when it is answered.
   */
  public static LoadPlan of(InetSocketAddress target, String path) {
    return new LoadPlan(
        target,
        LoadRequest.get(path),
        Keys.uniform(System.nanoTime()),
        Pace.CLOSED,
        USUAL_CONNECTIONS,
        LoadLimits.NONE,
        ReplicaName.USUAL,
        usualThreads());
  }

  /** Half of the cores: the rest is for those that answer. */
  public static int usualThreads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_THREADS);
  }

  public LoadPlan withRequest(LoadRequest value) {
    return new LoadPlan(target, value, keys, pace, connections, limits, replica, threads);
  }

  public LoadPlan withKeys(Keys value) {
    return new LoadPlan(target, request, value, pace, connections, limits, replica, threads);
  }

  public LoadPlan withPace(Pace value) {
    return new LoadPlan(target, request, keys, value, connections, limits, replica, threads);
  }

  public LoadPlan withConnections(int value) {
    return new LoadPlan(target, request, keys, pace, value, limits, replica, threads);
  }

  public LoadPlan withLimits(LoadLimits value) {
    return new LoadPlan(target, request, keys, pace, connections, value, replica, threads);
  }

  public LoadPlan withReplica(ReplicaName value) {
    return new LoadPlan(target, request, keys, pace, connections, limits, value, threads);
  }

  public LoadPlan withThreads(int value) {
    return new LoadPlan(target, request, keys, pace, connections, limits, replica, value);
  }

  /** Ends after so many requests. */
  public LoadPlan withRequests(long value) {
    return withLimits(limits.withRequests(value));
  }

  /** Sends nothing more after this time. */
  public LoadPlan withDuration(Duration value) {
    return withLimits(limits.withDuration(value));
  }
}
