package io.ringkeeper.bench;

import io.ringkeeper.hashing.ConsistentHash;
import io.ringkeeper.hashing.Ring;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import java.util.SplittableRandom;
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

/**
 * What it costs to find the server of a key. Each method takes the next key of the same stream;
 * {@link #baseline} does nothing else, so its time is to be subtracted from the others'.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingLookup {

  /** Few enough for the first-level cache, too many for the branch predictor to learn. */
  private static final int KEYS = 1 << 11;

  @Param({"3", "10", "50"})
  int servers;

  private final long[] keys = new SplittableRandom(1).longs(KEYS).toArray();
  private final ConsistentHash hash = new ConsistentHash();
  private Ring ring = hash.ring();
  private int next;

  @Setup
  public void build() {
    RingShape shape = RingShape.mission();
    IntStream.rangeClosed(1, servers)
        .map(ordinal -> RingIds.SPREAD.idFor(ordinal, shape.slots()))
        .forEach(hash::addServer);
    ring = hash.ring();
  }

  @Benchmark
  public long baseline() {
    return nextKey();
  }

  @Benchmark
  public int ring() {
    return ring.ownerIdOf(nextKey());
  }

  /** The same through the mutable API: one volatile read more. */
  @Benchmark
  public int consistentHash() {
    return hash.getServerForKey(nextKey());
  }

  private long nextKey() {
    return keys[next++ & (KEYS - 1)];
  }
}
