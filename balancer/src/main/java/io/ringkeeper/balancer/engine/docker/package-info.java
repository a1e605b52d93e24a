/**
 * Replicas as containers of a Docker engine.
 *
 * <p>{@link io.ringkeeper.balancer.engine.docker.DockerEngine} is where to begin. What is asked of
 * an engine goes through {@code DockerApi}; others do not know the library behind it.
 */
@NullMarked
package io.ringkeeper.balancer.engine.docker;

import org.jspecify.annotations.NullMarked;
