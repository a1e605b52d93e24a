package io.ringkeeper.balancer.control;

import static io.ringkeeper.balancer.control.FleetDriver.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Commands that change how keys find replicas. */
class FleetStrategyTest {

  private static final Strategy MAGLEV = new MaglevStrategy();

  private final FleetDriver driver = FleetDriver.serving(3);

  @Test
  void anotherStrategyIsPublishedBeforeTheAnswer() {
    long command = driver.change(MAGLEV);

    assertThat(driver.last().getFirst())
        .isInstanceOfSatisfying(
            Effect.Publish.class,
            publish -> {
              assertThat(publish.strategy()).isEqualTo(MAGLEV);
              assertThat(publish.positions()).hasSize(3);
            });
    assertThat(driver.answer(command))
        .isEqualTo(new Done(List.of("server1", "server2", "server3")));
  }

  @Test
  void theSameStrategyIsNotPublishedAgain() {
    driver.change(MAGLEV);
    long command = driver.change(new MaglevStrategy());

    assertThat(driver.last()).hasSize(1);
    assertThat(driver.answer(command)).isInstanceOf(Done.class);
  }

  @Test
  void aStrategyThatCannotHoldThemIsRefusedAndNothingChanges() {
    Strategy small = new RingStrategy(RingFunctions.MISSION.shape(16, 8), RingIds.SPREAD);
    long command = driver.change(small);

    assertThat(driver.answer(command))
        .isEqualTo(
            new Refused(Kind.CONFLICT, "the hash ring holds at most 2, and 3 replicas are held"));
    assertThat(driver.last()).hasSize(1);
  }

  @Test
  void theStrategyLimitsHowManyMayBeAdded() {
    driver.change(new RingStrategy(RingFunctions.MISSION.shape(16, 5), RingIds.SPREAD));

    assertThat(driver.answer(driver.add(1)))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT,
                "1 more replicas do not fit: the hash ring holds at most 3, and 3 are held"));
  }

  @Test
  void aWeightIsInheritedWithTheOrdinalAndForgottenWithIt() {
    driver.change(MAGLEV);
    assertThat(driver.answer(driver.weigh("server2", 5))).isInstanceOf(Done.class);
    assertThat(weights()).containsExactly(1, 5, 1);

    driver.exit(2);
    driver.serve(4);
    assertThat(weights()).containsExactly(1, 5, 1);

    driver.remove(1, driver.at(2).name());
    driver.happen(new Event.Drained(4));
    driver.exit(4);
    driver.add(1);
    driver.serve(5);
    assertThat(weights()).containsExactly(1, 1, 1);
  }

  @Test
  void whoWasAddedBeforeTheOtherHadGoneDoesNotInheritItsWeight() {
    driver.change(MAGLEV);
    driver.weigh("server2", 5);
    driver.remove(1, "server2");
    driver.add(1); // waits for its turn

    driver.happen(new Event.Drained(2));
    driver.exit(2);
    driver.serve(4);
    assertThat(weights()).containsExactly(1, 1, 1);
  }

  @Test
  void aRingOnWhichTwoWouldHaveOnePlaceIsRefused() {
    Strategy ring = new RingStrategy(RingFunctions.MISSION.shape(16, 4), RingIds.SPREAD);
    Event.ChangeStrategy change = new Event.ChangeStrategy(1, ring);

    assertThat(Admission.refusal(change, Set.of(1, 2, 16), false)).isNull();
    assertThat(Admission.refusal(change, Set.of(1, 2, 17), false))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "the hash ring has one place for two of the ordinals [1, 2, 17]"));
  }

  @Test
  void whatWasCommandedIsRememberedAndWhatIsConfiguredIsNot() {
    driver.change(MAGLEV);
    driver.weigh("server2", 5);
    assertThat(remembered().toString())
        .isEqualTo("the ordinals [1, 2, 3] of the weights {2=5} by 'maglev'");
    driver.change(new RendezvousStrategy(1.01));
    assertThat(remembered().strategy()).contains("rendezvous:1.01");
    assertThat(driver.said()).contains("keys find replicas by 'rendezvous:1.01' from now on");
    driver.weigh("server2", 1);
    driver.change(driver.fleet().settings().strategies().configured());
    assertThat(remembered()).isEqualTo(Remembered.of(new TreeSet<>(Set.of(1, 2, 3))));
  }

  /** Who names a strategy wants it as it is configured, also when that has changed. */
  @Test
  void aCapIsRememberedOnlyIfItWasCommanded() {
    FleetDriver first = new FleetDriver(configured(new RendezvousStrategy(1.05)));
    first.begin(Remembered.of(new TreeSet<>(Set.of(1))), running(1, 1));
    first.happen(new Event.ProbePassed(1));
    first.change(new RendezvousStrategy(1.05));
    Remembered byName = first.all(Effect.Remember.class).getLast().content();
    first.change(new RendezvousStrategy(1.01));
    Remembered byCap = first.all(Effect.Remember.class).getLast().content();

    assertThat(byName.strategy()).contains("rendezvous");
    assertThat(takenUp(byName, new RendezvousStrategy(1.2))).isEqualTo(new RendezvousStrategy(1.2));
    assertThat(byCap.strategy()).contains("rendezvous:1.01");
    assertThat(takenUp(byCap, new RendezvousStrategy(1.2))).isEqualTo(new RendezvousStrategy(1.01));
  }

  /** What the log of the next balancer says is what it does. */
  @Test
  void theNextBalancerTellsTheCapThatIsConfiguredForIt() {
    FleetDriver next = new FleetDriver(configured(new RendezvousStrategy(1.2)));
    SortedSet<Integer> one = new TreeSet<>(Set.of(1));
    next.begin(new Remembered(one, Optional.of("rendezvous"), new TreeMap<>()), running(1, 1));

    assertThat(next.said())
        .contains(
            "keys find replicas by 'rendezvous:1.2', as commanded last, and not by 'ring', as"
                + " configured");
  }

  private static Strategy takenUp(Remembered before, Strategy configured) {
    FleetDriver next = new FleetDriver(configured(configured));
    next.begin(before, running(1, 1));
    return next.fleet().settings().strategy();
  }

  /** The ring, and what another strategy is if it should be commanded. */
  private static FleetSettings configured(Strategy other) {
    FleetSettings it = FleetDriver.SETTINGS;
    return new FleetSettings(
        it.strategy(),
        new Strategies(it.strategy(), Map.of("ring", it.strategy(), other.name(), other)),
        it.weights(),
        it.replicasMax(),
        it.strict(),
        it.scales(),
        it.fall(),
        it.rise(),
        it.startTimeout(),
        it.drain(),
        it.stopTimeout(),
        it.replaceAfter(),
        it.slowStart(),
        it.serverId(),
        it.initialName());
  }

  @Test
  void theNextBalancerTakesItUpAgain() {
    FleetDriver next = new FleetDriver(FleetDriver.SETTINGS);
    Remembered before =
        new Remembered(
            new TreeSet<>(Set.of(1, 2)), Optional.of("maglev"), new TreeMap<>(Map.of(2, 5)));
    next.begin(before, running(1, 1), running(2, 2));
    next.happen(new Event.ProbePassed(1));
    next.happen(new Event.ProbePassed(2));

    Effect.Publish last = next.all(Effect.Publish.class).getLast();
    assertThat(last.strategy()).isEqualTo(MAGLEV);
    assertThat(last.positions()).extracting(Position::weight).containsExactly(1, 5);
    assertThat(next.all(Effect.Remember.class)).as("nothing has changed").isEmpty();
    assertThat(next.said())
        .contains(
            "keys find replicas by 'maglev', as commanded last, and not by 'ring', as configured");
  }

  @Test
  void aStrategyThatIsNoneAnyMoreIsForgottenWithAWarningAndWeightsWaitForAnother() {
    FleetDriver next = new FleetDriver(FleetDriver.SETTINGS);
    Remembered before =
        new Remembered(
            new TreeSet<>(Set.of(1, 2)), Optional.of("ketama"), new TreeMap<>(Map.of(2, 5)));
    next.begin(before, running(1, 1), running(2, 2));
    next.happen(new Event.ProbePassed(1));
    next.happen(new Event.ProbePassed(2));

    assertThat(next.all(Effect.Remember.class).getLast().content().toString())
        .isEqualTo("the ordinals [1, 2] of the weights {2=5}");
    assertThat(weights(next)).containsExactly(1, 1);
    assertThat(next.said())
        .contains(
            "'ketama', as commanded last, is no strategy any more: keys find replicas by 'ring'",
            "the weights of the ordinals [2] are of no effect: 'ring' knows none");
    Strategy ring = next.fleet().settings().strategy();
    assertThat(next.answer(next.change(ring))).isInstanceOf(Done.class);
    next.change(MAGLEV);
    assertThat(weights(next)).containsExactly(1, 5);
    assertThat(next.answer(next.change(ring))).isInstanceOf(Refused.class);
  }

  @Test
  void aWeightOfNoEffectIsTakenBackByACommand() {
    FleetDriver next = new FleetDriver(FleetDriver.SETTINGS);
    Remembered before =
        new Remembered(new TreeSet<>(Set.of(1)), Optional.empty(), new TreeMap<>(Map.of(1, 5)));
    next.begin(before, running(1, 1));
    next.happen(new Event.ProbePassed(1));
    assertThat(next.all(Effect.Remember.class)).as("nothing has changed").isEmpty();

    assertThat(next.answer(next.weigh("old1", 1))).isInstanceOf(Done.class);
    assertThat(next.all(Effect.Remember.class).getLast().content())
        .isEqualTo(Remembered.of(new TreeSet<>(Set.of(1))));
  }

  @Test
  void rememberedOrdinalsThatWouldHaveOnePlaceAreRefused() {
    FleetDriver next = new FleetDriver(FleetDriver.SETTINGS);
    long begin = next.begin(Set.of(1, 2, 513), running(1, 1), running(513, 2));

    assertThat(next.answer(begin))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "the hash ring has one place for two of the ordinals [1, 2, 513]"));
    assertThat(next.all(Effect.Publish.class)).isEmpty();
  }

  @Test
  void addingIsRefusedWhereTwoWouldHaveOnePlace() {
    FleetDriver next = new FleetDriver(FleetDriver.SETTINGS);
    next.begin(Set.of(1, 514), running(1, 1), running(514, 2));
    next.happen(new Event.ProbePassed(1));
    next.happen(new Event.ProbePassed(2));

    assertThat(next.answer(next.add(1)))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "the hash ring has one place for two of the ordinals [1, 2, 514]"));
    assertThat(next.all(Effect.Start.class)).isEmpty();
  }

  private Remembered remembered() {
    return driver.all(Effect.Remember.class).getLast().content();
  }

  @Test
  void aRingKnowsNoWeights() {
    assertThat(driver.answer(driver.weigh("server2", 2)))
        .isEqualTo(
            new Refused(
                Kind.BAD_REQUEST, "the hash ring knows no weights; change the strategy first"));
    Strategy ring = driver.fleet().settings().strategy();
    driver.change(MAGLEV);
    driver.weigh("server2", 2);
    assertThat(driver.answer(driver.change(ring)))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "the hash ring knows no weights; give every replica 1 first"));
    driver.weigh("server2", 1);
    assertThat(driver.answer(driver.change(ring))).isInstanceOf(Done.class);
  }

  @Test
  void refusesWhatIsNoWeightAndWhoIsNoReplica() {
    driver.change(MAGLEV);
    assertThat(driver.answer(driver.weigh("server2", 0)))
        .isEqualTo(new Refused(Kind.BAD_REQUEST, "weight 0 is not between 1 and 1000"));
    assertThat(driver.answer(driver.weigh("server2", -1))).isInstanceOf(Refused.class);
    assertThat(driver.answer(driver.weigh("server9", 2)))
        .isEqualTo(new Refused(Kind.BAD_REQUEST, "'server9' is not a managed replica"));
    assertThat(weights()).containsExactly(1, 1, 1);
  }

  private List<Integer> weights() {
    return weights(driver);
  }

  private static List<Integer> weights(FleetDriver driver) {
    return driver.all(Effect.Publish.class).getLast().positions().stream()
        .map(Position::weight)
        .toList();
  }
}
