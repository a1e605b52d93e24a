/**
 * Benchmarks, apart from tests: always a ratio to, or a difference from, a baseline of the same
 * run.
 */
@NullMarked
package io.ringkeeper.bench;

import org.jspecify.annotations.NullMarked;
