/** Replicas as child processes on loopback ports. */
@NullMarked
package io.ringkeeper.balancer.engine.process;

import org.jspecify.annotations.NullMarked;
