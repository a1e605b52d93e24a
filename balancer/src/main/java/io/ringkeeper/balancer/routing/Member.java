package io.ringkeeper.balancer.routing;

import org.jspecify.annotations.Nullable;

/**
 * One position of the table.
 *
 * @param ordinal the member's identity, from 1; decides where its keys are
 * @param weight how many keys it is to have in proportion to the others, 1 to 1,000
 * @param health whether it takes traffic
 * @param ramp how many percent of its keys it takes yet, 1 to 100: less than 100 is a slow start
 * @param handle the replica that holds the position; null only while {@link Health#DOWN}
 */
public record Member(
    int ordinal, int weight, Health health, int ramp, @Nullable ReplicaHandle handle) {

  /** The ramp of whoever takes all its keys. */
  public static final int FULL = 100;

  /** A member of weight 1. */
  public Member(int ordinal, Health health, @Nullable ReplicaHandle handle) {
    this(ordinal, 1, health, handle);
  }

  /** A member that takes all its keys. */
  public Member(int ordinal, int weight, Health health, @Nullable ReplicaHandle handle) {
    this(ordinal, weight, health, FULL, handle);
  }

  public Member {
    if (ramp < 1 || ramp > FULL) {
      throw new IllegalArgumentException("a ramp of " + ramp + " percent");
    }
    if (health != Health.DOWN && handle == null) {
      throw new IllegalArgumentException(
          "ordinal " + ordinal + " is " + health + " without a replica");
    }
  }
}
