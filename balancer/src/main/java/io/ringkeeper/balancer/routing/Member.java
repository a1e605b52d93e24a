package io.ringkeeper.balancer.routing;

import org.jspecify.annotations.Nullable;

/**
 * One position of the table.
 *
 * @param ordinal the member's identity, from 1; alone decides where on the ring it is
 * @param health whether it takes traffic
 * @param handle the replica that holds the position; null only while {@link Health#DOWN}
 */
public record Member(int ordinal, Health health, @Nullable ReplicaHandle handle) {

  public Member {
    if (health != Health.DOWN && handle == null) {
      throw new IllegalArgumentException(
          "ordinal " + ordinal + " is " + health + " without a replica");
    }
  }
}
