/** Benchmarks. */
@NullMarked
package io.ringkeeper.bench;

import org.jspecify.annotations.NullMarked;
