package io.ringkeeper.analysis.experiment;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * what came of one way to share keys.
 *
 * @param bounded the same with a bound on loads; null where there was none to be had
 * @param owners the ordinal that owns each place that is drawn; 0 where no id leads there
 * @param stands where virtual servers stand among these, and their ordinals
 * @param slots how many places there are altogether
 */
public record Comparison(
    Variant variant,
    Growth growth,
    @Nullable Growth bounded,
    List<Integer> owners,
    SortedMap<Integer, Integer> stands,
    int slots) {}
