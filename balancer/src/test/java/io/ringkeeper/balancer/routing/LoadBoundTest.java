package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringkeeper.hashing.Strategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LoadBoundTest {

  static final List<Strategy> STRATEGIES = Tables.STRATEGIES;

  private final LoadBound bound = new LoadBound(1_250, Tables.LOOPS);
  private final Tried nothing = new Tried(0);

  /** One key that everybody asks for is the worst that can be; a thousand are Zipf's law. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void nobodyIsAdmittedAboveTheBound(Strategy strategy) {
    RoutingTable table = table(strategy, Tables.serving(10));
    Random random = new Random(7);
    List<ReplicaHandle> inside = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      if (inside.size() > 200 + random.nextInt(800)) {
        leave(table, inside.remove(random.nextInt(inside.size())), nothing);
      } else {
        ReplicaHandle entered = admit(table, i % 2 == 0 ? 1 : zipf(random));
        double limit = Math.ceil(1.25 * (inside.size() + 1) / 10 - 1e-9);
        assertThat((double) entered.inFlight()).isLessThanOrEqualTo(limit);
        inside.add(entered);
      }
    }
    assertThat(bound.inFlight()).isEqualTo(inside.size());
    assertThat(bound.spilled()).isPositive();
    assertThat(bound.exceeded()).isZero();
  }

  @Test
  void weightsAreRespected() {
    List<Member> members = new ArrayList<>(Tables.serving(3));
    members.set(0, new Member(1, 8, Health.SERVING, members.getFirst().handle()));
    RoutingTable table = table(STRATEGIES.get(1), members);
    for (int i = 0; i < 1_000; i++) {
      admit(table, 1);
    }
    int[] load = members.stream().map(LoadBoundTest::handle).mapToInt(h -> h.inFlight()).toArray();
    assertThat(load[0]).isBetween(750, 1_000);
    assertThat(load[1]).isLessThanOrEqualTo(125);
    assertThat(load[2]).isLessThanOrEqualTo(125);
    assertThat(bound.limit(table, 0, 1_000)).isEqualTo(1_000);
    assertThat(bound.limit(table, 1, 1_000)).isEqualTo(125);
  }

  /** A tenth of its keys, and a tenth of its share. */
  @Test
  void aSlowStartIsRespected() {
    List<Member> members = Tables.ramping(Tables.serving(3), 1, 10);
    RoutingTable table = table(STRATEGIES.get(1), members);
    Random random = new Random(7);
    for (int i = 0; i < 2_100; i++) {
      admit(table, random.nextLong());
    }
    assertThat(handle(members.getFirst()).inFlight()).isBetween(40, 125);
    assertThat(bound.limit(table, 0, 2_100)).isEqualTo(125);
    assertThat(bound.limit(table, 1, 2_100)).isEqualTo(1_250);
  }

  @Test
  void whatIsTurnedAwayIsSpreadOverAllOthers() {
    RoutingTable table = table(STRATEGIES.get(1), Tables.serving(10));
    int owner = table.ownerOrdinal(1);
    List<ReplicaHandle> inside = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      long key = random.nextLong();
      while (table.ownerOrdinal(key) != owner) {
        key = random.nextLong();
      }
      inside.add(admit(table, key));
    }
    int[] load = new int[11];
    inside.forEach(handle -> load[handle.ordinal()]++);
    assertThat(load[owner]).isEqualTo(125);
    assertThat(IntStream.rangeClosed(1, 10).filter(i -> i != owner).map(i -> load[i]))
        .allMatch(count -> count > 60 && count <= 125);
  }

  @Test
  void whoIsDownIsNoneOfThoseThatShare() {
    List<Member> members = Tables.with(Tables.serving(3), 2, Health.DOWN);
    RoutingTable table = table(STRATEGIES.get(1), members);
    for (int i = 0; i < 100; i++) {
      assertThat(admit(table, i).ordinal()).isNotEqualTo(2);
    }
    assertThat(bound.limit(table, 0, 100)).isEqualTo(63);
  }

  @Test
  void aRetiredReplicaIsPassedOverAndTheLastOneLeavesNobody() {
    List<Member> members = Tables.serving(2);
    RoutingTable table = table(STRATEGIES.get(2), members);
    handle(members.getFirst()).retire();
    for (int i = 0; i < 20; i++) {
      assertThat(admit(table, i).ordinal()).isEqualTo(2);
      nothing.clear();
    }
    handle(members.get(1)).retire();
    bound.requestBegins(0);
    assertThat(table.enter(1, nothing)).isNull();
  }

  /** It has been admitted once, and there is nobody else. */
  @Test
  void aRetryIsNotRefusedForTheBound() {
    List<Member> members = Tables.serving(2);
    RoutingTable table = table(STRATEGIES.get(2), members);
    for (int i = 0; i < 10; i++) {
      admit(table, i);
    }
    Tried tried = new Tried(0);
    tried.add(handle(members.getFirst()));
    for (int i = 0; i < 20; i++) {
      bound.requestBegins(0);
      assertThat(table.enter(i, tried)).isSameAs(members.get(1).handle());
    }
    assertThat(bound.exceeded()).isPositive();
  }

  /**
   * In each round every thread places one request while none ends; so the total only grows, and
   * whoever has been given one must be within the bound of the round's end.
   */
  @Test
  void holdsAcrossThreads() throws Exception {
    int threads = Tables.LOOPS;
    int rounds = 2_000;
    List<Member> members = Tables.serving(7);
    RoutingTable table = table(STRATEGIES.get(1), members);
    Deque<Runnable> inside = new ArrayDeque<>();
    @Nullable Runnable[] placed = new @Nullable Runnable[threads];
    int[] before = new int[7];
    Random random = new Random(11);
    CyclicBarrier end =
        new CyclicBarrier(
            threads,
            () -> {
              check(table, members, before);
              Arrays.stream(placed).forEach(inside::add);
              int leaving = random.nextInt(2 * threads + 1);
              while (leaving-- > 0 && !inside.isEmpty()) {
                inside.remove().run();
              }
              Arrays.setAll(before, i -> handle(members.get(i)).inFlight());
            });
    Tables.onEachLoop(mine -> {
      Tried tried = new Tried(mine);
      for (int i = 0; i < rounds; i++) {
        bound.requestBegins(mine);
        ReplicaHandle entered = Objects.requireNonNull(table.enter(5, tried));
        placed[mine] = () -> leave(table, entered, tried);
        end.await();
      }
      return rounds;
    });
  }

  private void check(RoutingTable table, List<Member> members, int[] before) {
    for (int i = 0; i < before.length; i++) {
      int now = handle(members.get(i)).inFlight();
      if (now > before[i] && now > bound.limit(table, i, bound.inFlight())) {
        throw new AssertionError(now + " of " + bound.inFlight() + " are at " + members.get(i));
      }
    }
  }

  @Test
  void refusesABoundThatLeavesSomeWithoutAReplica() {
    assertThatThrownBy(() -> new LoadBound(999, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(LoadBound.off().isOn()).isFalse();
  }

  private RoutingTable table(Strategy strategy, List<Member> members) {
    return RoutingTable.empty(strategy, bound).next(members);
  }

  private ReplicaHandle admit(RoutingTable table, long key) {
    bound.requestBegins(0);
    ReplicaHandle entered = table.enter(key, nothing);
    if (entered == null) {
      throw new AssertionError("nobody takes key " + key);
    }
    return entered;
  }

  private void leave(RoutingTable table, ReplicaHandle handle, Tried tried) {
    table.leave(handle, tried);
    bound.requestEnds(tried.loop());
  }

  private static ReplicaHandle handle(Member member) {
    ReplicaHandle handle = member.handle();
    if (handle == null) {
      throw new AssertionError(member + " has no replica");
    }
    return handle;
  }

  private static long zipf(Random random) {
    return (long) Math.pow(1_000, random.nextDouble());
  }
}
