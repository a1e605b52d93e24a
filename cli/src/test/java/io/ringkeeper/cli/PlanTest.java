package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  /** The contract's figure: the fullest of three has 1.107 times the mean. */
  @Test
  void knowsTheMissionsRing() {
    Plan plan = plan("ring", 3, "ring", 1);

    assertThat(plan.maxBefore()).isCloseTo(1.107, within(0.001));
    assertThat(plan.shares()).hasSize(4);
    assertThat(plan.shares().getLast().before()).isZero();
    assertThat(plan.moved()).isEqualTo(plan.shares().getLast().after());
    assertThat(plan.avoidable()).isZero();
  }

  @Test
  void rendezvousMovesOnlyWhatHasToMove() {
    Plan plan = plan("rendezvous", 10, "rendezvous", 5);

    assertThat(plan.moved()).isCloseTo(5 / 15.0, within(0.01));
    assertThat(plan.avoidable()).isCloseTo(0, within(1e-9));
  }

  @Test
  void sharesOfTheSameSlotsAreExact() {
    PlannedFleet before = PlannedFleet.of(PlannedFleet.strategy("rendezvous:1.01"), 50);
    PlannedFleet after = before.under(before.strategy());
    after.remove(List.of("server3"));
    Plan plan = Plan.of(before, after);

    assertThat(plan.maxBefore()).isLessThanOrEqualTo(1.01);
    assertThat(plan.maxAfter()).isLessThanOrEqualTo(1.01);
    assertThat(plan.avoidable()).isLessThan(0.002);
  }

  @Test
  void anotherStrategyMovesNearlyAllAndNearlyAllCouldStay() {
    Plan plan = plan("ring", 10, "maglev", 0);

    assertThat(plan.moved()).isCloseTo(0.9, within(0.02));
    assertThat(plan.avoidable()).isGreaterThan(0.75);
    assertThat(plan.maxAfter()).isLessThan(1.02);
    assertThat(plan.digestAfter()).isNotEqualTo(plan.digestBefore());
  }

  @Test
  void removesAndWeighsByName() {
    PlannedFleet before = PlannedFleet.of(PlannedFleet.strategy("maglev"), 4);
    PlannedFleet after = before.under(before.strategy());
    after.remove(List.of("server2"));
    after.weigh("server3", 2);
    Plan plan = Plan.of(before, after);

    assertThat(plan.shares().get(1).after()).isZero();
    assertThat(plan.shares().get(2).after()).isCloseTo(0.5, within(0.005));
    assertThat(plan.maxAfter()).isLessThan(1.01);
    assertThatThrownBy(() -> after.remove(List.of("server2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'server2' is no replica");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> plan("ring", 3, "ring", 100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do not fit");
    assertThatThrownBy(() -> plan("ketama", 3, "ring", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ketama' is none of ring, maglev");
    assertThatThrownBy(() -> plan("rendezvous:NaN", 3, "ring", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan("rendezvous:abc", 3, "ring", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'abc' is not a cap such as 1.01");
    assertThatThrownBy(() -> plan("ring", 0, "ring", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan("maglev", Integer.MAX_VALUE, "ring", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("strategy maglev holds at most 65537");
    assertThatThrownBy(() -> plan("maglev", 3, "maglev", Integer.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there are 3");
    assertThatThrownBy(
            () -> PlannedFleet.of(PlannedFleet.strategy("maglev"), 3).weigh("server2", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight 0 of 'server2' is not between 1 and 1000");
  }

  /** Of a balancer whose ring is another, as of one that does not say what it may change to. */
  @Test
  void changesToWhatTheBalancerIsConfiguredFor() throws JsonProcessingException {
    String ring =
        "{\"name\":\"ring\",\"ringSlots\":1024,\"virtual\":9,\"functions\":\"mix64\","
            + "\"ids\":\"literal\"}";
    String maglev = "{\"strategy\":{\"name\":\"maglev\"},\"members\":[]";
    PlannedFleet told = fleet(maglev + ",\"strategies\":[" + ring + "]}");
    PlannedFleet untold = fleet(maglev + "}");

    assertThat(told.under("ring").strategy())
        .isEqualTo(new RingStrategy(RingFunctions.MIX64.shape(1024, 9), RingIds.LITERAL));
    assertThat(untold.under("ring").strategy()).isEqualTo(PlannedFleet.strategy("ring"));
    assertThat(told.under("rendezvous:1.5").strategy()).isEqualTo(new RendezvousStrategy(1.5));
  }

  /** Weights that a ring has no use for come back with a strategy that has one. */
  @Test
  void heedsTheWeightsThatWait() throws JsonProcessingException {
    PlannedFleet ring = waiting();
    PlannedFleet more = ring.under(ring.strategy());
    more.add(1);
    PlannedFleet maglev = ring.under("maglev");
    PlannedFleet fewer = ring.under("maglev");
    fewer.remove(List.of("b"));
    fewer.add(1);
    PlannedFleet takenBack = ring.under(ring.strategy());
    takenBack.weigh("b", 1);

    assertThat(weights(Plan.of(ring, more))).containsExactly("1,1", "1,1", "0,1");
    assertThat(weights(Plan.of(ring, maglev))).containsExactly("1,1", "1,9");
    assertThat(Plan.of(ring, maglev).shares().get(1).after()).isCloseTo(0.9, within(0.001));
    assertThat(weights(Plan.of(ring, fewer))).containsExactly("1,1", "1,1");
    assertThat(weights(Plan.of(ring, takenBack.under("maglev")))).containsExactly("1,1", "1,1");
    assertThatThrownBy(() -> Plan.of(maglev, maglev.under("ring")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a ring knows no weights");
  }

  @Test
  void showsWeightsWhereTheyAreNotAllOne() throws JsonProcessingException {
    PlannedFleet ring = waiting();
    PlannedFleet more = ring.under(ring.strategy());
    more.add(1);

    assertThat(PlanFormats.table(Plan.of(ring, ring.under("maglev"))))
        .contains("share of the keys           before     after    weight")
        .contains("  a                        ")
        .containsPattern("  b +\\S+ % +90.0\\d % +1 to 9\n");
    assertThat(PlanFormats.table(Plan.of(ring, more))).doesNotContain("weight");
    assertThat(PlanFormats.json(Plan.of(ring, more)))
        .contains("\"name\":\"b\",\"weightBefore\":1,\"weightAfter\":1,\"before\":0.")
        .contains("\"name\":\"server3\",\"weightBefore\":0,\"weightAfter\":1,\"before\":0.0");
  }

  private static PlannedFleet waiting() throws JsonProcessingException {
    return fleet(
        "{\"strategy\":{\"name\":\"ring\",\"ringSlots\":512,\"virtual\":9,"
            + "\"functions\":\"mission\",\"ids\":\"spread\"},\"members\":["
            + "{\"ordinal\":1,\"name\":\"a\",\"weight\":1},"
            + "{\"ordinal\":2,\"name\":\"b\",\"weight\":1,\"rememberedWeight\":9}]}");
  }

  private static List<String> weights(Plan plan) {
    return plan.shares().stream()
        .map(share -> share.weightBefore() + "," + share.weightAfter())
        .toList();
  }

  private static PlannedFleet fleet(String table) throws JsonProcessingException {
    return PlannedFleet.of(new ObjectMapper().readTree(table));
  }

  private static Plan plan(String from, int size, String to, int added) {
    PlannedFleet before = PlannedFleet.of(PlannedFleet.strategy(from), size);
    PlannedFleet after = before.under(PlannedFleet.strategy(to));
    after.add(added);
    return Plan.of(before, after);
  }
}
