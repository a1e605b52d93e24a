package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig;
import java.time.Duration;

/**
 * What a {@link DockerEngine} is told.
 *
 * @param fleet the name of the fleet, which its containers carry
 * @param endpoint where the engine is
 * @param docker what replicas are like
 * @param startLimit how long a start may take before it is reported as failed
 */
public record DockerSettings(
    String fleet, Endpoint endpoint, DockerConfig docker, Duration startLimit) {}
