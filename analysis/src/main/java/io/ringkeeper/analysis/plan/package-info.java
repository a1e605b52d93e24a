/** Fleets on paper: which replica would own which key. */
@NullMarked
package io.ringkeeper.analysis.plan;

import org.jspecify.annotations.NullMarked;
