package io.ringkeeper.balancer.engine.docker;

import java.util.Map;

/**
 * One event of the engine's stream, about a container of the fleet.
 *
 * @param action {@code die}, {@code pause}, …
 * @param attributes the container's labels, its name and, for {@code die}, its {@code exitCode}
 * @param timeNanos by the engine's clock, since 1970
 */
record Happening(String action, String id, Map<String, String> attributes, long timeNanos) {}
