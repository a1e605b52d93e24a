/** The sample replica: a small web server that says which one it is. */
@NullMarked
package io.ringkeeper.server;

import org.jspecify.annotations.NullMarked;
