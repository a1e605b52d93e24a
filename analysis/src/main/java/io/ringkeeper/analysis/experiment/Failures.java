package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.chart.TimelineChart.Story;
import java.util.List;

/**
 * What came of one kind of failure, again and again while requests went on.
 *
 * @param requests all that were sent meanwhile
 * @param failed those without a good answer
 * @param longest that an answer took, in milliseconds
 * @param story of the first trial
 */
public record Failures(
    Failure kind, List<Trial> trials, long requests, long failed, double longest, Story story) {

  public List<Double> detections() {
    return trials.stream().map(Trial::detected).toList();
  }

  public List<Double> recoveries() {
    return trials.stream().map(Trial::recovered).toList();
  }
}
