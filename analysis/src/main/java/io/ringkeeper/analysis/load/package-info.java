/** The load generator: HTTP/1.1 on Netty, its own reading of answers. */
@NullMarked
package io.ringkeeper.analysis.load;

import org.jspecify.annotations.NullMarked;
