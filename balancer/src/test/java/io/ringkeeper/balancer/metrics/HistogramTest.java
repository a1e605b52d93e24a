package io.ringkeeper.balancer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

  private final Histogram histogram = new Histogram();

  @Test
  void countsWhatIsAtABoundBelowIt() {
    double[] bounds = Histogram.boundsSeconds();
    assertThat(bounds).isSorted().hasSize(Histogram.STEPS);
    for (int step = 0; step < Histogram.STEPS - 1; step++) {
      long bound = Math.round(bounds[step] * 1e9);
      histogram.record(bound);
      assertThat(histogram.count(step)).isEqualTo(step == 0 ? 1 : 2);
      histogram.record(bound + 1);
      assertThat(histogram.count(step + 1)).isEqualTo(1);
    }
    assertThat(histogram.count()).isEqualTo(2L * (Histogram.STEPS - 1));
  }

  @Test
  void takesWhatIsNoTimeAtAll() {
    histogram.record(0);
    assertThat(histogram.count(0)).isEqualTo(1);
    assertThat(histogram.sumNanos()).isZero();
  }
}
