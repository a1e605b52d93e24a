package io.ringkeeper.bench;

import static java.util.Objects.requireNonNull;

import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.LoadBound;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How evenly each strategy shares, what a change of the members moves, and what bounded loads turn
 * away from the owner. No times: the figures are the same on every machine.
 *
 * <pre>{@code java -cp bench/target/benchmarks.jar io.ringkeeper.bench.Shares}</pre>
 */
public final class Shares {

  private static final List<String> NAMES =
      List.of(Strategies.RING, Strategies.MAGLEV, Strategies.RENDEZVOUS, Strategies.CAPPED);
  private static final int BOUND = 1_250;
  private static final int LOOPS = 2;
  private static final int REQUESTS = 1_000_000;

  private static final int FLEET = 50;
  private static final int KEYS = 20_000;
  private static final Tried NOBODY = new Tried(0);

  private Shares() {}

  /** Prints the tables. */
  public static void main(String[] args) {
    balance();
    disruption();
    failures();
    spill();
  }

  private static void balance() {
    System.out.println("Balance: the largest share of all slots, over the mean");
    System.out.printf("%-18s%9s%9s%9s%14s%n", "", "N=3", "N=10", "N=50", "worst, N<=100");
    for (String name : NAMES) {
      int most = name.equals(Strategies.RING) ? 56 : 100;
      double[] ratios = new double[most + 1];
      Arrays.setAll(ratios, n -> n < 2 ? 1 : maxOverMean(table(name, n)));
      int worst = IntStream.rangeClosed(2, most).reduce(2, (a, b) -> ratios[b] > ratios[a] ? b : a);
      System.out.printf(
          Locale.ROOT, "%-18s%9.4f%9.4f%9.4f", name, ratios[3], ratios[10], ratios[50]);
      System.out.printf(Locale.ROOT, "%9.4f N=%d%n", ratios[worst], worst);
    }
    System.out.println("A ring is the mission's, of 512 slots, and holds 56.\n");
  }

  private static void disruption() {
    System.out.println("Disruption: moves between members that stay, in percent of all slots");
    System.out.printf(
        "%-18s%12s%12s%12s%14s%n", "", "50, one goes", "at most", "one comes", "10, one goes");
    for (String name : NAMES) {
      double[] fifty = removals(name, 50);
      System.out.printf(
          Locale.ROOT,
          "%-18s%12.3f%12.3f%12.3f%14.3f%n",
          name,
          100 * Arrays.stream(fifty).average().orElseThrow(),
          100 * Arrays.stream(fifty).max().orElseThrow(),
          100 * moves(table(name, 50), table(name, 51)),
          100 * Arrays.stream(removals(name, 10)).average().orElseThrow());
    }
    System.out.println();
  }

  /** By the tables that requests are routed by, in which a failure is a mask. */
  private static void failures() {
    System.out.printf(
        "Failure: each of %d fails once and is replaced; how often a key of %d moves%n",
        FLEET, KEYS);
    System.out.printf("%-18s%12s%12s%12s%n", "", "its own", "of others", "lasting");
    for (String name : NAMES) {
      Strategy strategy = Strategies.of(name, FLEET);
      RoutingTable well = RoutingTable.empty(strategy).next(fleet(0, null));
      long[] moves = new long[3];
      for (int failing = 1; failing <= FLEET; failing++) {
        RoutingTable failed = well.next(fleet(failing, null));
        RoutingTable replaced = failed.next(fleet(failing, handle(failing, 2)));
        for (int key = 0; key < KEYS; key++) {
          int before = ordinal(well, key);
          moves[before == failing ? 0 : 1] += ordinal(failed, key) == before ? 0 : 1;
          moves[2] += ordinal(replaced, key) == before ? 0 : 1;
        }
      }
      System.out.printf(Locale.ROOT, "%-18s%12d%12d%12d%n", name, moves[0], moves[1], moves[2]);
    }
    System.out.println();
  }

  private static int ordinal(RoutingTable table, long key) {
    return requireNonNull(table.choose(key, NOBODY)).ordinal();
  }

  /** All serve but one, whose place is held by whoever is given, if anybody. */
  private static List<Member> fleet(int failing, @Nullable ReplicaHandle replacement) {
    Member other =
        new Member(
            Math.max(1, failing), replacement == null ? Health.DOWN : Health.SERVING, replacement);
    return IntStream.rangeClosed(1, FLEET)
        .mapToObj(i -> i == failing ? other : new Member(i, Health.SERVING, handle(i, 1)))
        .toList();
  }

  private static ReplicaHandle handle(int ordinal, long generation) {
    var address = InetSocketAddress.createUnresolved("replica", ordinal);
    return new ReplicaHandle(ordinal, generation, "server" + ordinal, address, LOOPS);
  }

  private static double[] removals(String name, int n) {
    Strategy strategy = Strategies.of(name, n);
    LookupTable before = table(name, n);
    return IntStream.rangeClosed(1, n)
        .mapToDouble(gone -> moves(before, strategy.build(Strategies.without(strategy, n, gone))))
        .toArray();
  }

  /** By the bound that requests are admitted by, on several loops that each keep seats. */
  private static void spill() {
    System.out.printf(
        Locale.ROOT,
        "Spill: requests that their owner did not take, in percent; bound %.2f, 100 N in flight%n",
        BOUND / 1e3);
    System.out.printf("%-18s%12s%12s%12s%n", "", "uniform, 10", "uniform, 50", "Zipf(1), 10");
    for (String name : NAMES) {
      System.out.printf(
          Locale.ROOT,
          "%-18s%12.3f%12.3f%12.3f%n",
          name,
          100 * spilled(name, 10, false),
          100 * spilled(name, 50, false),
          100 * spilled(name, 10, true));
    }
    System.out.println("Admitted on " + LOOPS + " event loops.");
  }

  /** Requests come at a constant number in flight; whichever was drawn ends before the next. */
  private static double spilled(String name, int n, boolean zipf) {
    SplittableRandom random = new SplittableRandom(1);
    SplittableRandom randomLoop = new SplittableRandom(2);
    LoadBound bound = new LoadBound(BOUND, LOOPS);
    RoutingTable table = RoutingTable.empty(Strategies.of(name, n), bound).next(serving(n));
    Tried[] loops = IntStream.range(0, LOOPS).mapToObj(Tried::new).toArray(Tried[]::new);
    double[] cumulated = zipf ? Keys.zipf(100_000) : new double[0];
    ReplicaHandle[] inFlight = new ReplicaHandle[100 * n];
    int[] loopOf = new int[inFlight.length];
    long before = 0;
    for (int i = 0; i < inFlight.length + REQUESTS; i++) {
      boolean full = i >= inFlight.length;
      int place = full ? random.nextInt(inFlight.length) : i;
      if (full) {
        table.leave(inFlight[place], loops[loopOf[place]]);
        bound.requestEnds(loopOf[place]);
      } else {
        before = bound.spilled();
      }
      int loop = randomLoop.nextInt(LOOPS);
      long key = zipf ? Keys.draw(cumulated, random.nextDouble()) : random.nextLong();
      bound.requestBegins(loop);
      inFlight[place] = requireNonNull(table.enter(key, loops[loop]));
      loopOf[place] = loop;
    }
    return (double) (bound.spilled() - before) / REQUESTS;
  }

  private static List<Member> serving(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> new Member(i, Health.SERVING, handle(i, 1)))
        .toList();
  }

  private static LookupTable table(String name, int n) {
    Strategy strategy = Strategies.of(name, n);
    return strategy.build(Strategies.members(strategy, n));
  }

  private static double maxOverMean(LookupTable table) {
    int most = Arrays.stream(table.shares()).max().orElseThrow();
    return (double) most * table.size() / table.slots();
  }

  /** The part of all slots that goes from one member to another, both of which are in both. */
  private static double moves(LookupTable before, LookupTable after) {
    return IntStream.range(0, before.slots())
            .filter(slot -> {
              int from = before.idAt(before.ownerOf(slot));
              int to = after.idAt(after.ownerOf(slot));
              return from != to
                  && after.members().indexOf(from) >= 0
                  && before.members().indexOf(to) >= 0;
            })
            .count()
        / (double) before.slots();
  }
}
