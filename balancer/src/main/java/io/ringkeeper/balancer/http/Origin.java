package io.ringkeeper.balancer.http;

/**
 * Whom a connection is from and where it came to, as seen by whoever took it from the client.
 *
 * @param client its address
 * @param clientPort 0..65535
 * @param reached the address that it connected to
 * @param reachedPort 0..65535
 */
public record Origin(IpAddress client, int clientPort, IpAddress reached, int reachedPort) {}
