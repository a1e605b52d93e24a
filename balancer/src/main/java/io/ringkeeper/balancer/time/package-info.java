/** The only reader of the system clock. */
@NullMarked
package io.ringkeeper.balancer.time;

import org.jspecify.annotations.NullMarked;
