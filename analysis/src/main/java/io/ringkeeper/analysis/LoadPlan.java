package io.ringkeeper.analysis;

import java.net.InetSocketAddress;
import java.util.function.LongUnaryOperator;

/**
 * A closed-loop load: so many clients, each sending its next request when the last is answered.
 *
 * @param target the balancer
 * @param path what is asked for with GET
 * @param requests how many altogether, 1 or more
 * @param clients how many connections at a time, 1 or more
 * @param key the {@code X-Request-ID} of the request with this number, from 0
 */
public record LoadPlan(
    InetSocketAddress target, String path, long requests, int clients, LongUnaryOperator key) {

  public LoadPlan {
    if (requests < 1 || clients < 1) {
      throw new IllegalArgumentException("a load needs at least one request and one client");
    }
  }
}
