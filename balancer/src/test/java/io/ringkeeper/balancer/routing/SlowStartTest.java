package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringkeeper.balancer.routing.Explanation.Step;
import io.ringkeeper.balancer.routing.Explanation.Verdict;
import io.ringkeeper.hashing.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Where keys are while newcomers ramp. */
class SlowStartTest {

  static final List<Strategy> STRATEGIES = Tables.STRATEGIES;

  private static final long[] KEYS =
      LongStream.concat(LongStream.range(100_000, 104_000), new Random(1).longs(4_000)).toArray();

  private final List<Member> eight = Tables.serving(8);
  private final Tried nothing = new Tried(0);

  /**
   * What the new table takes from others is theirs until its turn comes, and then is moved once.
   */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void aNewcomersKeysStayWhereTheyWereUntilTheirTurn(Strategy strategy) {
    RoutingTable table = Tables.table(strategy, eight.subList(0, 5));
    int[] before = owners(table);
    int[] last = before;
    for (int percent = 5; percent <= 100; percent += 5) {
      table = table.next(Tables.ramping(eight.subList(0, 6), 6, percent));
      int[] now = owners(table);
      int owned = 0;
      int moved = 0;
      for (int i = 0; i < KEYS.length; i++) {
        int owner = table.ownerOrdinal(KEYS[i]);
        if (owner == 6) {
          owned++;
          moved += now[i] == 6 ? 1 : 0;
          assertThat(now[i]).isIn(before[i], 6);
          assertThat(last[i] == 6 && now[i] != 6).as("moved back").isFalse();
        } else {
          assertThat(now[i]).isEqualTo(owner);
        }
      }
      assertThat((double) moved / owned).isCloseTo(percent / 100.0, within(0.06));
      last = now;
    }
    assertThat(table.places().before()).isNull();
  }

  /**
   * Three come one after the other, before the first takes all its keys. A key then only goes from
   * one that was there to one that came later, but for those that the new table gives to another at
   * once: under Maglev a few.
   */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void noKeyGoesBackWhileSeveralRamp(Strategy strategy) {
    RoutingTable table = Tables.table(strategy, eight.subList(0, 5));
    int[] last = owners(table);
    for (int step = 0; step <= 34; step++) {
      List<Member> members = new ArrayList<>(eight.subList(0, 5));
      for (int newcomer = 0; newcomer < 3 && step >= 7 * newcomer; newcomer++) {
        int percent = Math.min(100, 5 * (step - 7 * newcomer + 1));
        Member member = eight.get(5 + newcomer);
        members.add(new Member(member.ordinal(), 1, Health.SERVING, percent, member.handle()));
      }
      boolean joins = members.size() > table.members().size();
      table = table.next(members);
      int[] now = owners(table);
      for (int i = 0; i < KEYS.length; i++) {
        boolean toNewcomer = now[i] > 5 && now[i] > last[i];
        boolean asOwned = joins && now[i] == table.ownerOrdinal(KEYS[i]);
        assertThat(now[i] == last[i] || toNewcomer || asOwned)
            .as("key %d goes from %d to %d at step %d", KEYS[i], last[i], now[i], step)
            .isTrue();
      }
      last = now;
    }
    assertThat(table.places().before()).isNull();
    assertThat(last).isEqualTo(owners(Tables.table(strategy, eight)));
  }

  /** Its keys go back to where they were, and come again to its replacement. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void whatANewcomerLosesGoesBackToWhoHadIt(Strategy strategy) {
    RoutingTable old = Tables.table(strategy, eight.subList(0, 5));
    List<Member> six = eight.subList(0, 6);
    RoutingTable table = old.next(Tables.ramping(six, 6, 50));
    RoutingTable failed = table.next(Tables.with(six, 6, Health.DOWN));
    RoutingTable again = failed.next(Tables.ramping(six, 6, 5));
    for (long key : KEYS) {
      if (table.ownerOrdinal(key) == 6) {
        assertThat(chosen(failed, key)).isEqualTo(chosen(old, key));
        assertThat(chosen(again, key)).isEqualTo(Turn.of(key) < 5 ? 6 : chosen(old, key));
      }
    }
    assertThat(owners(again.next(six))).isEqualTo(owners(Tables.table(strategy, six)));
  }

  /** It fails before its ramp is over, and the one that came with it is settled meanwhile. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void whatANewcomerLostStaysWhenAnotherIsSettled(Strategy strategy) {
    RoutingTable old = Tables.table(strategy, eight.subList(0, 5));
    List<Member> seven = eight.subList(0, 7);
    RoutingTable both = old.next(Tables.ramping(Tables.ramping(seven, 6, 95), 7, 95));
    List<Member> ill = Tables.with(seven, 7, Health.DOWN);
    RoutingTable one = both.next(Tables.ramping(ill, 6, 95));
    RoutingTable settled = one.next(ill);
    for (long key : KEYS) {
      if (settled.ownerOrdinal(key) == 7) {
        assertThat(chosen(settled, key)).isEqualTo(chosen(old, key));
      }
    }
    assertThat(settled.next(seven).places().before()).isNull();
  }

  /** One that is down for good keeps those after it from being settled, but not for ever. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void theTablesOfBeforeAreAFew(Strategy strategy) {
    List<Member> many = Tables.serving(16);
    RoutingTable table = Tables.table(strategy, many.subList(0, 5));
    table = table.next(Tables.ramping(many.subList(0, 6), 6, 50));
    List<Member> ill = Tables.with(many, 6, Health.DOWN);
    for (int count = 7; count <= 16; count++) {
      table = table.next(Tables.ramping(ill.subList(0, count), count, 5));
      assertThat(levels(table)).isLessThanOrEqualTo(5);
      table = table.next(ill.subList(0, count));
    }
    assertThat(table.places().before()).isNull();
    RoutingTable fresh = Tables.table(strategy, ill);
    assertThat(owners(table)).isEqualTo(owners(fresh));
  }

  private static int levels(RoutingTable table) {
    int levels = 0;
    for (Places at = table.places(); at != null; at = at.before()) {
      levels++;
    }
    return levels;
  }

  /** Where who had a key before is down, it is where it was because of that. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void theFailoverOrderIsThatBeforeTheNewcomer(Strategy strategy) {
    List<Member> ill = Tables.with(eight, 2, Health.DOWN);
    RoutingTable old = Tables.table(strategy, ill.subList(0, 5));
    RoutingTable table = old.next(Tables.ramping(ill.subList(0, 6), 6, 5));
    for (long key : KEYS) {
      if (table.ownerOrdinal(key) == 6) {
        assertThat(chosen(table, key)).isEqualTo(Turn.of(key) < 5 ? 6 : chosen(old, key));
      }
    }
  }

  /** A replacement holds an ordinal that was there: the places are the same, before and after. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void aReplacementIsNoNewcomer(Strategy strategy) {
    RoutingTable well = Tables.table(strategy, eight);
    RoutingTable ill = well.next(Tables.with(eight, 3, Health.DOWN));
    RoutingTable table = ill.next(Tables.ramping(eight, 3, 5));

    assertThat(table.lookup()).isSameAs(well.lookup());
    assertThat(table.places().before()).isNull();
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void theTableOfBeforeIsTheOneThatWasThere(Strategy strategy) {
    RoutingTable old = Tables.table(strategy, eight.subList(0, 5));
    RoutingTable table = old.next(Tables.ramping(eight.subList(0, 6), 6, 5));
    RoutingTable next = table.next(Tables.ramping(eight.subList(0, 6), 6, 10));

    assertThat(before(table).lookup()).isSameAs(old.lookup());
    assertThat(before(next).lookup()).isSameAs(old.lookup());
    assertThat(next.lookup()).isSameAs(table.lookup());
  }

  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void isExplained(Strategy strategy) {
    RoutingTable old = Tables.table(strategy, eight.subList(0, 5));
    RoutingTable table = old.next(Tables.ramping(eight.subList(0, 6), 6, 30));
    for (long key : KEYS) {
      List<Step> steps = Explanation.of(table, key).steps();
      assertThat(steps).hasSize(6);
      assertThat(steps.getFirst().member().ordinal()).isEqualTo(table.ownerOrdinal(key));
      if (table.ownerOrdinal(key) == 6 && Turn.of(key) >= 30) {
        assertThat(steps.get(0).verdict()).isEqualTo(Verdict.SLOW_START);
        assertThat(steps.get(1).verdict()).isEqualTo(Verdict.TAKES);
        assertThat(steps.get(1).member().ordinal()).isEqualTo(chosen(old, key));
      } else {
        assertThat(steps.get(0).verdict()).isEqualTo(Verdict.TAKES);
      }
    }
  }

  /** Whose turn has come is asked in the order that is explained; the others after them. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void isExplainedInTheOrderInWhichARequestIsTriedAgain(Strategy strategy) {
    RoutingTable table = Tables.table(strategy, eight.subList(0, 5));
    table = table.next(Tables.ramping(eight.subList(0, 6), 6, 30));
    RoutingTable two = table.next(Tables.ramping(Tables.ramping(eight, 6, 60), 8, 30));
    for (long key : KEYS) {
      assertThat(explained(table, key)).isEqualTo(tried(table, key));
      assertThat(explained(two, key)).isEqualTo(tried(two, key));
    }
  }

  private static List<Integer> explained(RoutingTable table, long key) {
    return Explanation.of(table, key).steps().stream()
        .filter(step -> step.verdict() == Verdict.TAKES || step.verdict() == Verdict.SPARE)
        .map(step -> step.member().ordinal())
        .toList();
  }

  /** Those whose turn has come, as they follow one another when each fails. */
  private static List<Integer> tried(RoutingTable table, long key) {
    List<Integer> order = new ArrayList<>();
    Tried tried = new Tried(0);
    int index = table.nextIndex(key, tried);
    while (index >= 0) {
      if (table.isTurn(index, key)) {
        order.add(table.member(index).ordinal());
      }
      tried.add(Objects.requireNonNull(table.taker(index)));
      index = table.nextIndex(key, tried);
    }
    return order;
  }

  /** Whoever ramps takes what nobody else can. */
  @Test
  void whereNobodyElseIsLeftTheNewcomerTakesAll() {
    RoutingTable old = Tables.table(STRATEGIES.get(1), eight.subList(0, 1));
    List<Member> two = Tables.ramping(eight.subList(0, 2), 2, 5);
    RoutingTable table = old.next(Tables.with(two, 1, Health.DOWN));
    assertThat(IntStream.of(owners(table))).containsOnly(2);
  }

  private static Places before(RoutingTable table) {
    Places before = table.places().before();
    if (before == null) {
      throw new AssertionError("nobody ramps");
    }
    return before;
  }

  private int[] owners(RoutingTable table) {
    return LongStream.of(KEYS).mapToInt(key -> chosen(table, key)).toArray();
  }

  private int chosen(RoutingTable table, long key) {
    @Nullable ReplicaHandle handle = table.choose(key, nothing);
    return handle == null ? 0 : handle.ordinal();
  }
}
