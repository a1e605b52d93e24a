package io.ringkeeper.bench;

import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.LoadBound;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingKey;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * From the bytes of a key to a replica: {@link #choose} ends with the choice, {@link #decide} also
 * enters the replica, and the oldest of those that the loop has in flight leaves its own. {@link
 * #hash} is what both begin with, {@link #baseline} what is the benchmark's own: to make the bytes
 * of a key, and to remember who came. {@link #share} counts something in and out in one word, which
 * is the least that a bound can do which all loops keep together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Decision {

  private static final int LENGTH = 32;

  /** Eight letters of a key at once, each of which is four bits of a number, counted from a. */
  private static final VarHandle LETTERS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long BITS = 0x0f0f_0f0f_0f0f_0f0fL;
  private static final long FROM_A = 0x6161_6161_6161_6161L;

  private static final int REPLICAS = 10;
  private static final int LOOPS = 2;

  @Param({Strategies.RING, Strategies.MAGLEV, Strategies.RENDEZVOUS})
  String strategy = "";

  @Param({"0", "1250"})
  int bound;

  /** Requests of each loop. Of two loops, 500 are 100 for each replica, and 2,000 are 400. */
  @Param({"1", "500", "2000"})
  int inFlight;

  private final AtomicInteger shared = new AtomicInteger();

  private final ReplicaHandle[] handles =
      IntStream.rangeClosed(1, REPLICAS).mapToObj(Decision::handle).toArray(ReplicaHandle[]::new);

  private RoutingTable table = RoutingTable.empty(Strategies.of(Strategies.MAGLEV, 1));

  /** What belongs to one event loop. */
  @State(Scope.Thread)
  public static class Loop {
    /** Letters, so that no key is a number. */
    private final byte[] key = "a".repeat(LENGTH).getBytes(StandardCharsets.US_ASCII);

    Tried tried = new Tried(0);
    int index;
    private @Nullable ReplicaHandle[] inside = new @Nullable ReplicaHandle[1];
    private int oldest;
    private long random;

    /** Nothing is in flight. */
    @Setup
    public void begin(Decision decision, ThreadParams thread) {
      index = thread.getThreadIndex();
      inside = new @Nullable ReplicaHandle[decision.inFlight];
      tried = new Tried(index);
    }

    /**
     * Hardly ever the same twice: with keys that come round each replica would have the same at all
     * times, and of few keys, even drawn, no strategy makes equal shares.
     */
    long nextKey() {
      drawKey();
      return RoutingKey.of(key, 0, LENGTH);
    }

    private void drawKey() {
      random = random * 6_364_136_223_846_793_005L + 2L * index + 1;
      LETTERS.set(key, 0, (random >>> 4 & BITS) + FROM_A);
    }

    @Nullable ReplicaHandle oldest() {
      return inside[oldest];
    }

    void replaceOldest(ReplicaHandle newest) {
      inside[oldest] = newest;
      oldest = oldest + 1 == inside.length ? 0 : oldest + 1;
    }
  }

  /** Ten replicas that serve. */
  @Setup
  public void build() {
    List<Member> members =
        Arrays.stream(handles)
            .map(handle -> new Member(handle.ordinal(), Health.SERVING, handle))
            .toList();
    table =
        RoutingTable.empty(Strategies.of(strategy, REPLICAS), new LoadBound(bound, LOOPS))
            .next(members);
  }

  private static ReplicaHandle handle(int ordinal) {
    return new ReplicaHandle(
        ordinal,
        ordinal,
        "server" + ordinal,
        InetSocketAddress.createUnresolved("replica", ordinal),
        LOOPS);
  }

  @Benchmark
  public long hash(Loop loop) {
    return loop.nextKey();
  }

  @Benchmark
  public @Nullable ReplicaHandle choose(Loop loop) {
    return table.choose(loop.nextKey(), loop.tried);
  }

  @Benchmark
  public @Nullable ReplicaHandle baseline(Loop loop) {
    ReplicaHandle oldest = loop.oldest();
    loop.drawKey();
    loop.replaceOldest(handles[loop.key[0] & 7]);
    return oldest;
  }

  @Benchmark
  public int decide(Loop loop) {
    return request(loop);
  }

  @Benchmark
  @Threads(2)
  public int decideByTwo(Loop loop) {
    return request(loop);
  }

  @Benchmark
  public int share() {
    return countInAndOut();
  }

  @Benchmark
  @Threads(2)
  public int shareByTwo() {
    return countInAndOut();
  }

  private int countInAndOut() {
    shared.incrementAndGet();
    return shared.decrementAndGet();
  }

  private int request(Loop loop) {
    ReplicaHandle oldest = loop.oldest();
    if (oldest != null) {
      table.leave(oldest, loop.tried);
      table.bound().requestEnds(loop.index);
    }
    table.bound().requestBegins(loop.index);
    ReplicaHandle entered = table.enter(loop.nextKey(), loop.tried);
    if (entered == null) {
      throw new IllegalStateException("all serve");
    }
    loop.replaceOldest(entered);
    return entered.ordinal();
  }
}
