/** Event loops that carry requests to replicas and answers back. Read {@code Exchange} first. */
@NullMarked
package io.ringkeeper.balancer.dataplane;

import org.jspecify.annotations.NullMarked;
