/** From a request's key to the replica that takes it. */
@NullMarked
package io.ringkeeper.balancer.routing;

import org.jspecify.annotations.NullMarked;
