package io.ringkeeper.bench;

import io.ringkeeper.hashing.Ring;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a change of the members costs: a fresh ring, tables and all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingBuild {

  @Param({"3", "10", "50"})
  int servers;

  private int[] ids = {};

  @Setup
  public void choose() {
    int slots = RingShape.mission().slots();
    ids = IntStream.rangeClosed(1, servers).map(n -> RingIds.SPREAD.idFor(n, slots)).toArray();
  }

  @Benchmark
  public Ring build() {
    return Ring.of(RingShape.mission(), ids);
  }
}
