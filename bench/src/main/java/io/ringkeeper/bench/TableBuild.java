package io.ringkeeper.bench;

import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.Strategy;
import java.util.concurrent.TimeUnit;
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

/** What a change of the members costs, with each strategy: a fresh table. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TableBuild {

  @Param({Strategies.RING, Strategies.MAGLEV, Strategies.RENDEZVOUS, Strategies.CAPPED})
  String strategy = "";

  @Param({"3", "10", "50", "1000"})
  int servers;

  private Strategy chosen = Strategies.of(Strategies.MAGLEV, 1);
  private Members members = Members.none();

  @Setup
  public void choose() {
    chosen = Strategies.of(strategy, servers);
    members = Strategies.members(chosen, servers);
  }

  @Benchmark
  public LookupTable build() {
    return chosen.build(members);
  }
}
