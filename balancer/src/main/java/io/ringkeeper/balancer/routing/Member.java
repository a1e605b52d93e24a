package io.ringkeeper.balancer.routing;

import org.jspecify.annotations.Nullable;

/**
 * One position of the table.
 *
 * @param ordinal the member's identity, from 1; decides where its keys are
 * @param weight how many keys it is to have in proportion to the others, 1 to 1,000
 * @param health whether it takes traffic
 * @param handle the replica that holds the position; null only while {@link Health#DOWN}
 */
public record Member(int ordinal, int weight, Health health, @Nullable ReplicaHandle handle) {

  /** A member of weight 1. */
  public Member(int ordinal, Health health, @Nullable ReplicaHandle handle) {
    this(ordinal, 1, health, handle);
  }

  public Member {
    if (health != Health.DOWN && handle == null) {
      throw new IllegalArgumentException(
          "ordinal " + ordinal + " is " + health + " without a replica");
    }
  }
}
