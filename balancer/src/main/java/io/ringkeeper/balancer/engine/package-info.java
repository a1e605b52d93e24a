/** The worlds in which replicas run. */
@NullMarked
package io.ringkeeper.balancer.engine;

import org.jspecify.annotations.NullMarked;
