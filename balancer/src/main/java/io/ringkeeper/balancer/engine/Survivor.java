package io.ringkeeper.balancer.engine;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier balancer left of one start of a replica.
 *
 * @param ordinal the replica's identity and ring position, from 1
 * @param generation names that start; greater than that of every start before it
 * @param name the host name that {@code /rep} shows
 * @param address where it listens; null if it does not run any more
 */
public record Survivor(
    int ordinal, long generation, String name, @Nullable InetSocketAddress address) {}
