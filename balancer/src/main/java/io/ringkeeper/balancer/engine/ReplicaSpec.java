package io.ringkeeper.balancer.engine;

/**
 * What an engine needs to know to start one replica.
 *
 * @param ordinal the replica's identity and ring position, from 1
 * @param generation names this one start, never reused
 * @param name the host name that {@code /rep} shows
 * @param serverId the value of {@code SERVER_ID} in the replica's environment
 */
public record ReplicaSpec(int ordinal, long generation, String name, String serverId) {}
