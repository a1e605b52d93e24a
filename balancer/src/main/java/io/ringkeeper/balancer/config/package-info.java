/** What the operator wrote: a tree of immutable records, each checked when it is made. */
@NullMarked
package io.ringkeeper.balancer.config;

import org.jspecify.annotations.NullMarked;
