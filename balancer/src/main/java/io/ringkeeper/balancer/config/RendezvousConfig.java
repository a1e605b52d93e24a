package io.ringkeeper.balancer.config;

/**
 * How rendezvous hashing shares.
 *
 * @param cap how much more than its fair share a replica may own
 */
public record RendezvousConfig(Factor cap) {}
