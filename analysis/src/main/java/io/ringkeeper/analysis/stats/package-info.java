/** What experiments compute: shares, spreads, moves and chances. Pure. */
@NullMarked
package io.ringkeeper.analysis.stats;

import org.jspecify.annotations.NullMarked;
