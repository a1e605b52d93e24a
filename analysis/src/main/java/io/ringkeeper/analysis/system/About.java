package io.ringkeeper.analysis.system;

/**
 * What a balancer says of itself.
 *
 * @param instance the same at both of its ports, and at nobody else's
 * @param engine that runs its replicas: {@code process}, {@code docker} or {@code static}
 * @param fleet that these are, on this engine
 */
record About(String instance, String engine, String fleet) {}
