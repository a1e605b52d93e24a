/** The balancer that is looked at: its own, or one that runs already. */
@NullMarked
package io.ringkeeper.analysis.system;

import org.jspecify.annotations.NullMarked;
