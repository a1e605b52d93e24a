/** The access log: from the event loops, through a spool for each, to a file or standard output. */
@NullMarked
package io.ringkeeper.balancer.accesslog;

import org.jspecify.annotations.NullMarked;
