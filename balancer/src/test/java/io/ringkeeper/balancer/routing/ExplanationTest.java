package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.routing.Explanation.Step;
import io.ringkeeper.balancer.routing.Explanation.Verdict;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExplanationTest {

  static final List<Strategy> STRATEGIES = Tables.STRATEGIES;

  private final Tried nothing = new Tried(0);

  /** Some are down or suspect, and loads are bounded: whatever is said beforehand comes true. */
  @ParameterizedTest
  @FieldSource("STRATEGIES")
  void agreesWithWhereRequestsGo(Strategy strategy) {
    Random random = new Random(5);
    LoadBound bound = new LoadBound(1_100, Tables.LOOPS);
    List<Member> members = Tables.with(Tables.serving(8), 2, Health.DOWN);
    members = Tables.with(members, 5, Health.SUSPECT);
    members = Tables.ramping(Tables.ramping(members, 3, 40), 7, 10);
    RoutingTable table = RoutingTable.empty(strategy, bound).next(members);
    for (int i = 0; i < 10_000; i++) {
      long key = random.nextInt(50); // few, so that some replicas are full
      Explanation explanation = Explanation.of(table, key);
      bound.requestBegins(0);
      ReplicaHandle taker = table.enter(key, nothing);

      assertThat(explanation.steps().getFirst().member().ordinal())
          .isEqualTo(table.ownerOrdinal(key));
      assertThat(explanation.steps()).hasSize(8);
      assertThat(explanation.steps().stream().filter(step -> step.verdict() == Verdict.TAKES))
          .singleElement()
          .extracting(step -> step.member().handle())
          .isSameAs(taker);
      if (i % 3 != 0 && taker != null) {
        table.leave(taker, nothing);
        bound.requestEnds(0);
      }
    }
  }

  @Test
  void saysWhyEachIsPassedOver() {
    List<Member> members = Tables.with(Tables.serving(3), 1, Health.DOWN);
    members = Tables.with(members, 2, Health.SUSPECT);
    RoutingTable table = Tables.table(STRATEGIES.getFirst(), members);
    long key = 100_000;
    while (table.ownerOrdinal(key) != 1) {
      key++;
    }
    Explanation explanation = Explanation.of(table, key);

    assertThat(explanation.slot()).isEqualTo(table.lookup().slotOf(key));
    assertThat(explanation.steps().getFirst())
        .isEqualTo(new Step(members.getFirst(), Verdict.DOWN, 0, 0));
    assertThat(explanation.steps())
        .extracting(Step::verdict)
        .containsExactlyInAnyOrder(Verdict.DOWN, Verdict.SUSPECT, Verdict.TAKES);
  }

  @Test
  void saysWhoseTurnHasNotCome() {
    List<Member> members = Tables.ramping(Tables.serving(3), 1, 1);
    RoutingTable table = Tables.table(STRATEGIES.getFirst(), members);
    long key = 100_000;
    while (table.ownerOrdinal(key) != 1 || Turn.of(key) < 1) {
      key++;
    }
    assertThat(Explanation.of(table, key).steps())
        .extracting(Step::verdict)
        .containsExactly(Verdict.SLOW_START, Verdict.TAKES, Verdict.SPARE);
  }

  @Test
  void countsWhoIsInside() {
    RoutingTable table = bounded();
    ReplicaHandle owner = Objects.requireNonNull(table.choose(7, nothing));
    owner.enter(0);

    Step first = Explanation.of(table, 7).steps().getFirst();
    assertThat(first.verdict()).isEqualTo(Verdict.FULL);
    assertThat(first.inFlight()).isEqualTo(1);
  }

  /** Who is full says so also behind the one that takes the request. */
  @Test
  void namesWhoeverIsFull() {
    RoutingTable table = bounded();
    ReplicaHandle owner = Objects.requireNonNull(table.choose(7, nothing));
    table.serving().stream().filter(other -> other != owner).forEach(other -> other.enter(0));

    assertThat(Explanation.of(table, 7).steps())
        .extracting(Step::verdict)
        .containsExactly(Verdict.TAKES, Verdict.FULL, Verdict.FULL);
  }

  @Test
  void anEmptyTableOffersNobody() {
    assertThat(Explanation.of(RoutingTable.empty(STRATEGIES.get(1)), 7).steps()).isEmpty();
  }

  private static RoutingTable bounded() {
    LoadBound bound = new LoadBound(1_100, Tables.LOOPS);
    return RoutingTable.empty(STRATEGIES.getFirst(), bound).next(Tables.serving(3));
  }
}
