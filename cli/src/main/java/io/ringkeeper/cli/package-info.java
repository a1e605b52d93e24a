/** The command line. */
@NullMarked
package io.ringkeeper.cli;

import org.jspecify.annotations.NullMarked;
