/** The experiments and what came of them. */
@NullMarked
package io.ringkeeper.analysis.experiment;

import org.jspecify.annotations.NullMarked;
