package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.chart.TimelineChart.Story;
import java.util.List;
import java.util.SortedMap;

/**
 * What came of one kind of failure, again and again while requests went on.
 *
 * @param requests all that were sent meanwhile
 * @param reasons those without a good answer, by why
 * @param longest that an answer took, in milliseconds
 * @param story of the first trial
 */
public record Failures(
    Failure kind,
    List<Trial> trials,
    long requests,
    SortedMap<String, Long> reasons,
    double longest,
    Story story) {

  /** Requests without a good answer. */
  public long failed() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  public List<Double> detections() {
    return trials.stream().map(Trial::detected).toList();
  }

  public List<Double> recoveries() {
    return trials.stream().map(Trial::recovered).toList();
  }
}
