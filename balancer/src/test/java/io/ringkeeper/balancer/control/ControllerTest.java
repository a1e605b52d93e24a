package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.control.Outcome.Done;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.hashing.MaglevStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real controller and prober with replicas that are threads of this process. */
class ControllerTest {

  private final Inbox inbox = new Inbox();
  private final ThreadEngine engine = new ThreadEngine(inbox);
  private final Prober prober =
      new Prober(
          new ProbeSettings("/heartbeat", Duration.ofMillis(50), Duration.ofSeconds(10)),
          Clock.system(),
          inbox);
  private final CurrentTable table =
      new CurrentTable(RoutingTable.empty(FleetDriver.SETTINGS.strategy()));
  private final List<ReplicaHandle> drained = new CopyOnWriteArrayList<>();
  private final Traffic traffic =
      new Traffic() {
        @Override
        public int loops() {
          return 1;
        }

        @Override
        public void tableChanged(RoutingTable next) {
          assertThat(table.get()).isSameAs(next);
        }

        @Override
        public void drain(ReplicaHandle handle, Runnable whenDrained) {
          assertThat(table.get().takes(handle)).isFalse();
          drained.add(handle);
          handle.retire();
          handle.whenIdle(0, whenDrained);
        }
      };
  private final HeldMemory memory = new HeldMemory();
  private final Controller controller =
      new Controller(
          FleetDriver.SETTINGS, 1, inbox, engine, prober, table, traffic, memory, Clock.system());

  @BeforeEach
  void open() {
    controller.open();
  }

  @AfterEach
  void close() {
    controller.close();
    prober.close();
    engine.close();
  }

  @Test
  void startsAddsAndRemovesReplicas() throws Exception {
    assertThat(get(controller.start(FleetDriver.upTo(2), List.of())))
        .isEqualTo(new Done(List.of("server1", "server2")));
    assertThat(get(controller.add(1, List.of("S5"))))
        .isEqualTo(new Done(List.of("server1", "server2", "S5")));
    assertThat(serving()).containsExactly("server1", "server2", "S5");
    ReplicaHandle leaving = table.get().serving().get(1);
    assertThat(get(controller.remove(1, List.of("server2"))))
        .isEqualTo(new Done(List.of("server1", "S5")));
    assertThat(drained).containsExactly(leaving);
    assertThat(engine.running()).isEqualTo(2);
  }

  @Test
  void waitsForWhatIsInFlightBeforeItStopsAReplica() throws Exception {
    get(controller.start(FleetDriver.upTo(1), List.of()));
    ReplicaHandle handle = table.get().serving().getFirst();
    assertThat(handle.enter(0)).isTrue();
    CompletableFuture<Outcome> removed = controller.remove(1, List.of());
    await().until(() -> table.get().members().isEmpty());
    await().until(() -> !drained.isEmpty());
    assertThat(engine.running()).isEqualTo(1);
    handle.leave(0);

    assertThat(get(removed)).isEqualTo(new Done(List.of()));
    assertThat(engine.running()).isZero();
  }

  @Test
  void replacesWhoExits() throws Exception {
    get(controller.start(FleetDriver.upTo(3), List.of()));
    ReplicaHandle victim = table.get().serving().get(1);
    engine.crash(victim.generation());
    await().until(() -> victim.retired() && table.get().serving().size() == 3);

    assertThat(table.get().serving().get(1).ordinal()).isEqualTo(2);
    assertThat(table.get().serving().get(1).name()).matches("server[a-z0-9]{6}");
  }

  @Test
  void answersWhatIsRemembered() throws Exception {
    get(controller.start(FleetDriver.upTo(1), List.of()));
    memory.hold();
    CompletableFuture<Outcome> added = controller.add(1, List.of("S5"));
    await().until(() -> table.get().serving().size() == 2);
    await().until(() -> memory.remembered().equals(List.of(Set.of(1), Set.of(1, 2))));
    await().until(memory::isAwaited);
    assertThat(added).isNotDone();
    memory.letGo();

    assertThat(get(added)).isEqualTo(new Done(List.of("server1", "S5")));
  }

  @Test
  void startsNothingBeforeAFirstStartIsRemembered() throws Exception {
    memory.hold();
    CompletableFuture<Outcome> started = controller.start(FleetDriver.upTo(1), List.of());
    assertThat(memory.remembered()).containsExactly(Set.of(1));
    assertThat(engine.running()).isZero();
    CompletableFuture<Outcome> shutdown = controller.shutdown();
    memory.letGo();

    assertThat(get(shutdown)).isEqualTo(new Done(List.of()));
    assertThat(started).isDone();
    assertThat(engine.running()).isZero();
  }

  @Test
  void shutsEverythingDown() throws Exception {
    get(controller.start(FleetDriver.upTo(2), List.of()));

    assertThat(get(controller.shutdown())).isEqualTo(new Done(List.of()));
    assertThat(engine.running()).isZero();
    assertThat(get(controller.add(1, List.of())))
        .isEqualTo(new Refused(Kind.UNAVAILABLE, "the balancer is shutting down"));
  }

  @Test
  void takesAnEngineThatThrowsForAFailedStartAndLivesOn() throws Exception {
    get(controller.start(FleetDriver.upTo(1), List.of()));
    engine.refuse("S5");

    assertThat(get(controller.add(1, List.of("S5"))))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE,
                "S5 could not be started: the engine failed: no S5 here; nothing was added"));
    assertThat(get(controller.add(1, List.of("S6")))).isInstanceOf(Done.class);
  }

  @Test
  void outlivesALackOfThreads() throws Exception {
    get(controller.start(FleetDriver.upTo(1), List.of()));
    engine.exhaust("S5");

    assertThat(get(controller.add(1, List.of("S5"))))
        .isEqualTo(
            new Refused(
                Kind.UNAVAILABLE,
                "S5 could not be started: the engine failed: unable to create native thread;"
                    + " nothing was added"));
    assertThat(get(controller.add(1, List.of("S6")))).isInstanceOf(Done.class);
  }

  @Test
  void answersACommandThatBreaksItAndLivesOn() throws Exception {
    FleetSettings broken = brokenSettings();
    try (Controller other =
        new Controller(
            broken, 1, new Inbox(), engine, prober, table, traffic, memory, Clock.system())) {
      other.open();
      assertThat(get(other.start(FleetDriver.upTo(1), List.of()))).isInstanceOf(Refused.class);
      assertThat(get(other.start(FleetDriver.upTo(0), List.of()))).isEqualTo(new Done(List.of()));
    }
  }

  @Test
  void refusesWhatHasNoAnswerWhenItIsClosed() throws Exception {
    controller.close();
    await().until(() -> get(controller.start(FleetDriver.upTo(1), List.of())) instanceof Refused);
  }

  /** Weights end at 1,000. */
  @Test
  void aTableThatCannotBeMadeFailsTheCommandAndChangesNothing() throws Exception {
    FleetSettings weighted =
        settings(new TreeMap<>(Map.of(2, 5_000)), i -> "server" + i).with(new MaglevStrategy());
    CurrentTable other = new CurrentTable(RoutingTable.empty(weighted.strategy()));
    Traffic nobody = mustNotChange();
    controller.close(); // the reports are for the other one
    try (Controller controlled =
        new Controller(weighted, 1, inbox, engine, prober, other, nobody, memory, Clock.system())) {
      controlled.open();

      assertThat(get(controlled.start(FleetDriver.upTo(2), List.of())))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.message())
                      .startsWith("no routing table can be made of that: ")
                      .contains("5000"));
      assertThat(engine.running()).isZero();
      assertThat(other.get().epoch()).isZero();
    }
  }

  /** The weight is of no effect on the ring, and wrong for any other table. */
  @Test
  void ofSeveralCommandsTheOneIsRefusedForWhichNoTableCanBeMade() throws Exception {
    FleetSettings weighted = settings(new TreeMap<>(Map.of(1, 5_000)), i -> "server" + i);
    CurrentTable other = new CurrentTable(RoutingTable.empty(weighted.strategy()));
    Traffic any = (Unheeded) (_, whenDrained) -> whenDrained.run();
    controller.close(); // the reports are for the other one
    try (Controller driven =
        new Controller(weighted, 1, inbox, engine, prober, other, any, memory, Clock.system())) {
      drive(driven, driven.start(FleetDriver.upTo(1), List.of()));
      CompletableFuture<Outcome> add = driven.add(1, List.of("S5"));
      CompletableFuture<Outcome> change = driven.changeStrategy(new MaglevStrategy());
      CompletableFuture<Outcome> remove = driven.remove(1, List.of("S5"));
      drive(driven, remove);

      assertThat(get(add)).isEqualTo(new Done(List.of("server1", "S5")));
      assertThat(get(change))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.message())
                      .startsWith("no routing table can be made of that: "));
      assertThat(get(remove)).isEqualTo(new Done(List.of("server1")));
    }
  }

  /** What is found to be nobody's fault may go better the next time. */
  @Test
  void whatFailsInPassingIsAnsweredAndEndsNothingElse() throws Exception {
    FailingTable failing = new FailingTable();
    Traffic any = (Unheeded) (_, whenDrained) -> whenDrained.run();
    FleetSettings settings = FleetDriver.SETTINGS;
    controller.close(); // the reports are for the other one
    try (Controller other =
        new Controller(settings, 1, inbox, engine, prober, failing, any, memory, Clock.system())) {
      other.open();
      get(other.start(FleetDriver.upTo(1), List.of()));

      failing.failOnce();
      assertThat(get(other.changeStrategy(new MaglevStrategy())))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.message())
                      .isEqualTo("no routing table can be made of that: no memory for now"));
      assertThat(get(other.changeStrategy(new MaglevStrategy()))).isInstanceOf(Done.class);

      failing.failOnce(); // when it is ready
      assertThat(get(other.add(1, List.of("S5")))).isEqualTo(new Done(List.of("server1", "S5")));
      assertThat(failing.isToFail()).isFalse();
    }
  }

  /** No table can be made of it for a moment. */
  private static final class FailingTable extends CurrentTable {

    private final AtomicBoolean fails = new AtomicBoolean();

    FailingTable() {
      super(RoutingTable.empty(FleetDriver.SETTINGS.strategy()));
    }

    void failOnce() {
      fails.set(true);
    }

    boolean isToFail() {
      return fails.get();
    }

    @Override
    public RoutingTable get() {
      if (fails.getAndSet(false)) {
        throw new OutOfMemoryError("no memory for now");
      }
      return super.get();
    }
  }

  /** Takes turns by hand until a command is answered. */
  private void drive(Controller driven, CompletableFuture<Outcome> until) throws Exception {
    while (!until.isDone()) {
      Event event = inbox.poll(Duration.ofSeconds(10));
      assertThat(event).as("something happens").isNotNull();
      driven.turn(Objects.requireNonNull(event));
    }
  }

  /** Nobody routes by these tables. */
  @FunctionalInterface
  private interface Unheeded extends Traffic {
    @Override
    default int loops() {
      return 1;
    }

    @Override
    default void tableChanged(RoutingTable next) {}
  }

  private static Traffic mustNotChange() {
    return new Traffic() {
      @Override
      public int loops() {
        return 1;
      }

      @Override
      public void tableChanged(RoutingTable next) {
        throw new AssertionError("published " + next.members());
      }

      @Override
      public void drain(ReplicaHandle handle, Runnable whenDrained) {
        throw new AssertionError(handle + " was never published");
      }
    };
  }

  private static FleetSettings brokenSettings() {
    return settings(
        new TreeMap<>(),
        ordinal -> {
          throw new IllegalStateException("no name for " + ordinal);
        });
  }

  private static FleetSettings settings(
      SortedMap<Integer, Integer> weights, IntFunction<String> names) {
    FleetSettings s = FleetDriver.SETTINGS;
    return new FleetSettings(
        s.strategy(),
        s.strategies(),
        weights,
        s.replicasMax(),
        s.strict(),
        s.scales(),
        s.fall(),
        s.rise(),
        s.startTimeout(),
        s.drain(),
        s.stopTimeout(),
        s.replaceAfter(),
        s.slowStart(),
        s.serverId(),
        names);
  }

  private List<String> serving() {
    return table.get().serving().stream().map(ReplicaHandle::name).toList();
  }

  private static Outcome get(CompletableFuture<Outcome> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }
}
