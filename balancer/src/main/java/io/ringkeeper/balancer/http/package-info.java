/** HTTP/1.1 as bytes in, meaning out. No sockets. */
@NullMarked
package io.ringkeeper.balancer.http;

import org.jspecify.annotations.NullMarked;
