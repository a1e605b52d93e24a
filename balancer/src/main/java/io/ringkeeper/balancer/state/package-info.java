/** What the next balancer has to know and no engine can tell it. */
@NullMarked
package io.ringkeeper.balancer.state;

import org.jspecify.annotations.NullMarked;
