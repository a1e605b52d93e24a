/**
 * Replicas as containers of a Docker engine.
 *
 * <p>{@link io.ringkeeper.balancer.engine.docker.DockerEngine} is where to begin. Three classes
 * know the library that speaks Docker's API: {@code DockerApi}, {@code DockerClients} and {@code
 * Complaint}.
 */
@NullMarked
package io.ringkeeper.balancer.engine.docker;

import org.jspecify.annotations.NullMarked;
