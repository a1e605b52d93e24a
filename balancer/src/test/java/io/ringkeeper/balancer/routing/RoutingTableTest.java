package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ringkeeper.hashing.Candidates;
import io.ringkeeper.hashing.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RoutingTableTest {

  static final List<Strategy> STRATEGIES = Tables.STRATEGIES;

  private static final long[] KEYS =
      LongStream.concat(LongStream.range(100_000, 102_000), new Random(1).longs(2_000)).toArray();

  private final Tried nothing = new Tried(0);

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void everyKeyGoesToItsOwnerWhileAllServe(Strategy strategy) {
    RoutingTable table = Tables.table(strategy, Tables.serving(7));

    for (long key : KEYS) {
      assertThat(chosen(table, key)).isEqualTo(table.ownerOrdinal(key)).isBetween(1, 7);
    }
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void failureMovesTheKeysOfTheDeadAloneAndRecoveryBringsThemBack(Strategy strategy) {
    List<Member> all = Tables.serving(5);
    RoutingTable well = Tables.table(strategy, all);
    RoutingTable ill = well.next(Tables.with(all, 3, Health.DOWN));
    RoutingTable recovered = ill.next(all);

    assertThat(ill.lookup()).isSameAs(well.lookup());
    assertThat(recovered.lookup()).isSameAs(well.lookup());
    for (long key : KEYS) {
      int owner = chosen(well, key);
      assertThat(chosen(recovered, key)).isEqualTo(owner);
      if (owner == 3) {
        assertThat(chosen(ill, key)).isNotEqualTo(3).isPositive();
      } else {
        assertThat(chosen(ill, key)).isEqualTo(owner);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void candidatesAreTriedInTheFailoverOrder(Strategy strategy) {
    RoutingTable table = Tables.table(strategy, Tables.serving(6));
    Candidates candidates = new Candidates();
    for (long key : KEYS) {
      Tried tried = new Tried(0);
      candidates.failover(table.lookup(), key);
      List<Integer> order = new ArrayList<>();
      for (ReplicaHandle next = table.choose(key, tried); next != null; ) {
        assertThat(next.ordinal()).isEqualTo(table.member(candidates.next()).ordinal());
        order.add(next.ordinal());
        tried.add(next);
        next = table.choose(key, tried);
      }
      assertThat(order).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void suspectsTakeKeysOnlyWhileNobodyServes(Strategy strategy) {
    List<Member> members = Tables.with(Tables.serving(3), 1, Health.SUSPECT);
    RoutingTable table = Tables.table(strategy, members);
    assertThat(LongStream.of(KEYS).mapToInt(key -> chosen(table, key))).doesNotContain(1);

    members = Tables.with(Tables.with(members, 2, Health.DOWN), 3, Health.DOWN);
    RoutingTable worse = table.next(members);
    assertThat(LongStream.of(KEYS).mapToInt(key -> chosen(worse, key))).containsOnly(1);
    RoutingTable worst = worse.next(Tables.with(members, 1, Health.DOWN));
    assertThat(LongStream.of(KEYS).mapToInt(key -> chosen(worst, key))).containsOnly(0);
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void anEmptyTableHasNobody(Strategy strategy) {
    RoutingTable empty = RoutingTable.empty(strategy);

    assertThat(empty.choose(1, nothing)).isNull();
    assertThat(empty.ownerOrdinal(1)).isZero();
    assertThat(empty.epoch()).isZero();
  }

  /** Every step hands over some of the keys, from the next in the failover order, and for good. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void aSlowStartMovesEachKeyOnce(Strategy strategy) {
    List<Member> all = Tables.serving(5);
    RoutingTable well = Tables.table(strategy, all);
    RoutingTable ill = well.next(Tables.with(all, 3, Health.DOWN));
    RoutingTable table = ill;
    int[] before = LongStream.of(KEYS).mapToInt(key -> chosen(ill, key)).toArray();
    int[] last = before.clone();
    long owned = LongStream.of(KEYS).filter(key -> well.ownerOrdinal(key) == 3).count();
    for (int percent = 5; percent <= 100; percent += 5) {
      table = table.next(Tables.ramping(all, 3, percent));
      assertThat(table.lookup()).isSameAs(well.lookup());
      int moved = 0;
      for (int i = 0; i < KEYS.length; i++) {
        int now = chosen(table, KEYS[i]);
        boolean at3 = now == 3;
        moved += at3 ? 1 : 0;
        assertThat(now).isEqualTo(at3 ? well.ownerOrdinal(KEYS[i]) : before[i]);
        assertThat(last[i] == 3 && !at3).as("moved back").isFalse();
        last[i] = now;
      }
      assertThat((double) moved / owned).isCloseTo(percent / 100.0, within(0.06));
    }
    assertThat(last).isEqualTo(LongStream.of(KEYS).mapToInt(well::ownerOrdinal).toArray());
  }

  @Test
  void whoeverIsLeftTakesKeysWhoseTurnHasNotCome() {
    List<Member> members = Tables.ramping(Tables.ramping(Tables.serving(2), 1, 1), 2, 1);
    RoutingTable table = Tables.table(STRATEGIES.getFirst(), members);
    for (long key : KEYS) {
      Tried tried = new Tried(0);
      for (int i = 0; i < 2; i++) {
        ReplicaHandle handle = table.choose(key, tried);
        assertThat(handle).isNotNull();
        tried.add(handle);
      }
      assertThat(table.choose(key, tried)).isNull();
    }
  }

  @Test
  void anotherStrategyOrWeightGivesNewPlacesAndNothingElseDoes() {
    List<Member> members = Tables.serving(3);
    Strategy maglev = STRATEGIES.get(1);
    RoutingTable ring = Tables.table(STRATEGIES.getFirst(), members);
    RoutingTable table = ring.next(maglev, members);

    assertThat(table.strategy()).isEqualTo(maglev);
    assertThat(table.lookup()).isEqualTo(Tables.table(maglev, members).lookup());
    assertThat(table.next(maglev, members).lookup()).isSameAs(table.lookup());

    List<Member> heavier = new ArrayList<>(members);
    heavier.set(0, new Member(1, 3, Health.SERVING, members.getFirst().handle()));
    int[] shares = table.next(heavier).lookup().shares();
    assertThat(shares).containsExactly(39_321, 13_108, 13_108);
    assertThatThrownBy(() -> ring.next(heavier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weights");
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void refusesAnOrdinalThatComesTwice(Strategy strategy) {
    List<Member> twice = new ArrayList<>(Tables.serving(2));
    twice.add(twice.getFirst());
    assertThatThrownBy(() -> Tables.table(strategy, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is there already");
  }

  private int chosen(RoutingTable table, long key) {
    @Nullable ReplicaHandle handle = table.choose(key, nothing);
    return handle == null ? 0 : handle.ordinal();
  }
}
