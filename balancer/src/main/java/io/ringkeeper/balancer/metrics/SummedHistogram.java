package io.ringkeeper.balancer.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Supplier;

/** The histograms of all event loops as one, added up when somebody asks. */
record SummedHistogram(String name, String help, Supplier<List<Histogram>> loops)
    implements Collector {

  @Override
  public MetricSnapshot collect() {
    long[] counts = new long[Histogram.STEPS];
    long nanos = 0;
    for (Histogram loop : loops.get()) {
      for (int step = 0; step < counts.length; step++) {
        counts[step] += loop.count(step);
      }
      nanos += loop.sumNanos();
    }
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(Histogram.boundsSeconds(), counts))
                .sum(nanos / 1e9)
                .build())
        .build();
  }
}
