package io.ringkeeper.balancer.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.hashing.Candidates;
import io.ringkeeper.hashing.Strategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bound where several event loops admit, each of which keeps seats at the replicas. */
class LoadBoundLoopsTest {

  private static final Strategy MAGLEV = Tables.STRATEGIES.get(1);
  private static final int REPLICAS = 10;

  private record Request(ReplicaHandle replica, Tried loop) {}

  /**
   * What is in flight grows and shrinks a hundredfold, from one request for each replica to 400,
   * and now and then only one loop does anything. None is ever above the bound, and whoever is
   * chosen is whom one exact count would choose, but where a loop does not look at the others: so
   * it may pass over a replica that has room, {@value Seats#MOST_UNSEEN} times in a row at most, if
   * it has {@value Seats#MANY} requests there. Who has none at a replica keeps no seat there.
   */
  @ParameterizedTest
  @CsvSource({"1250,1", "1250,2", "1250,3", "1250,4", "1000,3", "1050,3", "3000,3"})
  void decidesAsWithOneExactCountWhereItLooks(int thousandths, int loops) {
    LoadBound bound = new LoadBound(thousandths, loops);
    RoutingTable table = RoutingTable.empty(MAGLEV, bound).next(Tables.serving(REPLICAS));
    Random random = new Random(thousandths + loops);
    List<Request> inside = new ArrayList<>();
    int[] load = new int[REPLICAS];
    int[][] unseenBy = new int[loops][REPLICAS];
    boolean erred = false;
    boolean kept = false;
    int busy = loops;
    for (int i = 0; i < 300_000; i++) {
      double wave = Math.sin(i / 10_000.0);
      int wanted = (int) (REPLICAS * Math.pow(20, 1 + wave));
      busy = random.nextInt(1_000) == 0 ? 1 + random.nextInt(loops) : busy;
      if (inside.size() > random.nextInt(2 * wanted)) {
        leave(table, load, inside, random, busy);
      } else {
        Tried loop = new Tried(random.nextInt(busy));
        long key = random.nextInt(3) == 0 ? 1 : random.nextLong();
        long limit = Math.ceilDiv(thousandths * (inside.size() + 1L), 1_000L * REPLICAS);
        bound.requestBegins(loop.loop());
        ReplicaHandle entered = requireNonNull(table.enter(key, loop));
        assertThat(load[entered.ordinal() - 1]).isLessThan((int) limit);
        int[] unseen = unseenBy[loop.loop()];
        for (ReplicaHandle other : before(entered, table, key)) {
          int at = other.ordinal() - 1;
          unseen[at] = load[at] < limit ? unseen[at] + 1 : 0;
          boolean mayErr = loops > 1 && other.seats().inside(loop.loop()) + 1 >= Seats.MANY;
          assertThat(unseen[at]).isLessThanOrEqualTo(mayErr ? Seats.MOST_UNSEEN : 0);
          erred |= unseen[at] > 0;
        }
        unseen[entered.ordinal() - 1] = 0;
        load[entered.ordinal() - 1]++;
        inside.add(new Request(entered, loop));
        kept |= entered.seats().taken() > Tables.used(entered.seats());
      }
    }
    assertThat(kept).isEqualTo(thousandths > 1_000);
    assertThat(erred).isEqualTo(loops > 1);
    while (!inside.isEmpty()) {
      leave(table, load, inside, random, loops);
    }
    assertThat(bound.exceeded()).isZero();
    assertThat(bound.inFlight()).isZero();
    assertThat(table.serving())
        .allSatisfy(replica -> {
          assertThat(replica.seats().taken()).isZero();
          assertThat(replica.inFlight()).isZero();
        });
  }

  /** Any of a loop that is busy or, if there is none, of another. */
  private static void leave(
      RoutingTable table, int[] load, List<Request> inside, Random random, int busy) {
    int at = random.nextInt(inside.size());
    for (int i = 0; i < 10 && inside.get(at).loop().loop() >= busy; i++) {
      at = random.nextInt(inside.size());
    }
    Request request = inside.set(at, inside.getLast());
    inside.removeLast();
    table.leave(request.replica(), request.loop());
    table.bound().requestEnds(request.loop().loop());
    load[request.replica().ordinal() - 1]--;
  }

  /** Those that would have been better, the best first. */
  private static List<ReplicaHandle> before(ReplicaHandle entered, RoutingTable table, long key) {
    List<ReplicaHandle> before = new ArrayList<>();
    Candidates candidates = new Candidates();
    candidates.overflow(table.lookup(), key);
    ReplicaHandle next = table.taker(candidates.next());
    while (next != null && next != entered) {
      before.add(next);
      next = table.taker(candidates.next());
    }
    return before;
  }

  /** Of one loop or both; each of ten replicas may have 125 of them. */
  private static RoutingTable withAThousandInFlight(int loops) {
    LoadBound bound = new LoadBound(1_250, 2);
    for (int i = 0; i < 1_000; i++) {
      bound.requestBegins(i % loops);
    }
    return RoutingTable.empty(MAGLEV, bound).next(Tables.serving(REPLICAS));
  }

  /** Each loop keeps ten seats of a replica that has its 125 requests when one more comes to it. */
  @Test
  void whoIsTurnedAwayLeavesNoEmptySeatAtAFullReplica() {
    RoutingTable table = withAThousandInFlight(2);
    Tried loop = new Tried(0);
    ReplicaHandle full = requireNonNull(table.choose(1, loop));
    while (full.inFlight() < 125) {
      assertThat(table.enter(1, loop)).isSameAs(full);
    }
    Seats seats = full.seats();
    for (int each = 0; each < 2; each++) {
      assertThat(seats.take(each, seats.taken(), 10)).isTrue();
      seats.leave(each, 10);
    }
    assertThat(seats.taken()).isGreaterThan(125);
    assertThat(table.enter(1, new Tried(1))).isNotSameAs(full);
    assertThat(seats.taken()).isEqualTo(125);
  }

  /** One of two replicas failed, the other has 40 requests and 30 seats that another loop keeps. */
  @Test
  void aRetryLooksBeforeItExceedsTheBound() {
    LoadBound bound = new LoadBound(1_250, 2);
    RoutingTable table = RoutingTable.empty(MAGLEV, bound).next(Tables.serving(2));
    for (int i = 0; i < 100; i++) {
      bound.requestBegins(0);
    }
    Tried retry = new Tried(0);
    retry.add(requireNonNull(table.taker(0)));
    ReplicaHandle other = requireNonNull(table.taker(1));
    for (int i = 0; i < 40; i++) {
      assertThat(table.enter(i, retry)).isSameAs(other);
    }
    Seats seats = other.seats();
    assertThat(seats.take(1, seats.taken(), 30)).isTrue();
    for (int i = 0; i < 5; i++) {
      seats.looked(0, true); // so that it does not look for long
    }
    assertThat(table.enter(1, retry)).isSameAs(other);
    assertThat(bound.exceeded()).isZero();
  }

  /** Of 132 seats, of which the other loop keeps 130, half are collected, and 125 are allowed. */
  @Test
  void whatIsCollectedIsKeptAsFarAsTheBoundGoes() {
    RoutingTable table = withAThousandInFlight(1);
    Tried loop = new Tried(0);
    ReplicaHandle chosen = requireNonNull(table.choose(1, loop));
    Seats seats = chosen.seats();
    assertThat(seats.take(0, seats.taken(), 0)).isTrue();
    assertThat(seats.take(1, seats.taken(), 130)).isTrue();
    assertThat(table.enter(1, loop)).isSameAs(chosen);
    assertThat(seats.taken()).isEqualTo(125);
    assertThat(seats.empty(1)).isEqualTo(65);
    assertThat(seats.empty(0)).isEqualTo(125 - 65 - 3);
  }

  @Test
  void neverTakesMoreSeatsToKeepThanTheBoundLeaves() {
    RoutingTable table = withAThousandInFlight(1);
    Tried loop = new Tried(0);
    ReplicaHandle chosen = requireNonNull(table.choose(1, loop));
    for (int i = 0; i < 125; i++) {
      assertThat(table.enter(1, loop)).isSameAs(chosen);
      assertThat(chosen.seats().taken()).isBetween(i + 1, Math.min(125, (i + 1) * 3 / 2));
    }
    assertThat(chosen.seats().taken()).isEqualTo(125);
    assertThat(table.enter(1, loop)).isNotSameAs(chosen);
  }

  /** All that may be in flight have begun, so that the bound stays as it is. */
  @Test
  void nobodyIsEverAboveTheBoundWhileThreadsComeAndGo() throws Exception {
    int loops = Tables.LOOPS;
    int each = 200;
    LoadBound bound = new LoadBound(1_250, loops);
    RoutingTable table = RoutingTable.empty(MAGLEV, bound).next(Tables.serving(REPLICAS));
    for (int i = 0; i < loops * each; i++) {
      bound.requestBegins(i % loops);
    }
    AtomicIntegerArray load = new AtomicIntegerArray(REPLICAS + 1);
    AtomicInteger left = new AtomicInteger(loops * 200_000); // nobody is done before the others
    assertThat(Tables.onEachLoop(loop -> comeAndGo(table, load, new Tried(loop), each, left)))
        .allSatisfy(most -> assertThat(most).isBetween(90, 100));
    assertThat(bound.limit(table, 0, loops * each)).isEqualTo(100);
    assertThat(bound.spilled()).isPositive();
    assertThat(bound.exceeded()).isZero();
  }

  /** The most that were seen at one replica. */
  private static int comeAndGo(
      RoutingTable table, AtomicIntegerArray load, Tried loop, int most, AtomicInteger left) {
    Random random = new Random(loop.loop());
    Deque<ReplicaHandle> inside = new ArrayDeque<>();
    int mostSeen = 0;
    while (left.getAndDecrement() > 0) {
      if (inside.size() > random.nextInt(most)) {
        ReplicaHandle oldest = inside.remove();
        load.decrementAndGet(oldest.ordinal());
        table.leave(oldest, loop);
      } else {
        long key = random.nextInt(3) == 0 ? 1 : random.nextLong();
        ReplicaHandle entered = requireNonNull(table.enter(key, loop));
        mostSeen = Math.max(mostSeen, load.incrementAndGet(entered.ordinal()));
        inside.add(entered);
      }
    }
    return mostSeen;
  }
}
