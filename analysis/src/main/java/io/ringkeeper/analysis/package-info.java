/** Load, and experiments on the running system. */
@NullMarked
package io.ringkeeper.analysis;

import org.jspecify.annotations.NullMarked;
