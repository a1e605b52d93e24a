/** Replicas that somebody else runs, at fixed addresses ({@code engine: static}). */
@NullMarked
package io.ringkeeper.balancer.engine.fixed;

import org.jspecify.annotations.NullMarked;
