/** Charts, as SVG that follows the reader's light or dark paper. */
@NullMarked
package io.ringkeeper.analysis.chart;

import org.jspecify.annotations.NullMarked;
