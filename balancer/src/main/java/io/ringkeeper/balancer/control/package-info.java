/** One writer: events in, a new fleet, a new routing table and effects out. */
@NullMarked
package io.ringkeeper.balancer.control;

import org.jspecify.annotations.NullMarked;
