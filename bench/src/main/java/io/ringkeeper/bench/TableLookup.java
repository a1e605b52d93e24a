package io.ringkeeper.bench;

import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.Strategy;
import java.util.SplittableRandom;
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

/**
 * What it costs to find the owner of a key, with each strategy. {@link #baseline} takes the next
 * key of the same stream and does nothing else, so its time is to be subtracted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TableLookup {

  /** Few enough for the first-level cache, too many for the branch predictor to learn. */
  private static final int KEYS = 1 << 11;

  @Param({Strategies.RING, Strategies.MAGLEV, Strategies.RENDEZVOUS})
  String strategy = "";

  @Param({"3", "10", "50", "1000"})
  int servers;

  private final long[] keys = new SplittableRandom(1).longs(KEYS).toArray();
  private LookupTable table = Strategies.of(Strategies.MAGLEV, 1).build(Members.none());
  private int next;

  @Setup
  public void build() {
    Strategy chosen = Strategies.of(strategy, servers);
    table = chosen.build(Strategies.members(chosen, servers));
  }

  @Benchmark
  public long baseline() {
    return nextKey();
  }

  @Benchmark
  public int owner() {
    return table.ownerOf(table.slotOf(nextKey()));
  }

  private long nextKey() {
    return keys[next++ & (KEYS - 1)];
  }
}
