/** Consistent hashing by a ring of slots. */
@NullMarked
package io.ringkeeper.hashing;

import org.jspecify.annotations.NullMarked;
