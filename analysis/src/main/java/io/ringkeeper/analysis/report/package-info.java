/** What an analysis writes: a page, charts, numbers. */
@NullMarked
package io.ringkeeper.analysis.report;

import org.jspecify.annotations.NullMarked;
