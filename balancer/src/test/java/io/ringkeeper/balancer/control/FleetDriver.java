package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Leads a fleet through a story by hand, and remembers what it wanted done. */
final class FleetDriver {

  static final Duration START_TIMEOUT = Duration.ofSeconds(8);
  static final Duration DRAIN = Duration.ofSeconds(5);
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  static final FleetSettings SETTINGS = settings(true, false, Duration.ZERO);

  private Fleet fleet;
  private long now = Long.MAX_VALUE - 1_000_000_000L; // overflows within the first second
  private long command;
  private List<Effect> last = List.of();
  private final List<Effect> all = new ArrayList<>();

  FleetDriver(FleetSettings settings) {
    this.fleet = Fleet.empty(settings, 42);
  }

  static FleetSettings settings(boolean scales, boolean strict, Duration replaceAfter) {
    return settings(scales, strict, replaceAfter, Duration.ZERO);
  }

  static FleetSettings settings(
      boolean scales, boolean strict, Duration replaceAfter, Duration slowStart) {
    Strategy ring = new RingStrategy(RingShape.mission(), RingIds.SPREAD);
    Strategy maglev = new MaglevStrategy();
    return new FleetSettings(
        ring,
        new Strategies(ring, Map.of(ring.name(), ring, maglev.name(), maglev)),
        new TreeMap<>(),
        10,
        strict,
        scales,
        2,
        1,
        START_TIMEOUT,
        DRAIN,
        STOP_TIMEOUT,
        replaceAfter,
        slowStart,
        (ordinal, name) -> "[" + ordinal + " " + name + "]",
        ordinal -> "server" + ordinal);
  }

  /** A fleet that serves with so many initial replicas, of generations 1 to n. */
  static FleetDriver serving(FleetSettings settings, int replicas) {
    FleetDriver driver = new FleetDriver(settings);
    driver.initial(replicas);
    for (int generation = 1; generation <= replicas; generation++) {
      driver.serve(generation);
    }
    return driver;
  }

  static FleetDriver serving(int replicas) {
    return serving(SETTINGS, replicas);
  }

  static InetSocketAddress address(long generation) {
    return InetSocketAddress.createUnresolved("replica" + generation, 1000);
  }

  List<Effect> happen(Event event) {
    Fleet.Step step = fleet.apply(event, now);
    if (event instanceof Event.ProbePassed) {
      assertThat(step).as("also if it is decided").isEqualTo(fleet.decide(event, now));
    }
    fleet = step.fleet();
    last = step.effects();
    all.addAll(last);
    return last;
  }

  /** An event after so long, in which whatever was due has not been done. */
  List<Effect> happenLate(Duration after, Event event) {
    now += after.toNanos();
    return happen(event);
  }

  /** The ordinals of so many replicas. */
  static SortedSet<Integer> upTo(int n) {
    return IntStream.rangeClosed(1, n).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  /** A first start. */
  long initial(int n) {
    return initial(upTo(n));
  }

  long initial(SortedSet<Integer> ordinals) {
    happen(new Event.Begin(++command, ordinals, List.of(), Optional.empty()));
    return command;
  }

  /** A start after an earlier balancer that is remembered to have wanted these ordinals. */
  long begin(Set<Integer> remembered, Survivor... survivors) {
    return begin(Remembered.of(new TreeSet<>(remembered)), survivors);
  }

  long begin(Remembered remembered, Survivor... survivors) {
    happen(new Event.Begin(++command, upTo(3), List.of(survivors), Optional.of(remembered)));
    return command;
  }

  /** A start after an earlier balancer whose memory is lost. */
  long begin(Survivor... survivors) {
    happen(new Event.Begin(++command, upTo(3), List.of(survivors), Optional.empty()));
    return command;
  }

  static Survivor running(int ordinal, long generation) {
    return new Survivor(ordinal, generation, "old" + generation, address(generation));
  }

  static Survivor dead(int ordinal, long generation) {
    return new Survivor(ordinal, generation, "old" + generation, null);
  }

  long add(int n, String... names) {
    happen(new Event.Add(++command, n, List.of(names)));
    return command;
  }

  long remove(int n, String... names) {
    happen(new Event.Remove(++command, n, List.of(names)));
    return command;
  }

  long change(Strategy strategy) {
    happen(new Event.ChangeStrategy(++command, strategy));
    return command;
  }

  long weigh(String name, int weight) {
    happen(new Event.Weigh(++command, name, weight));
    return command;
  }

  long shutdown() {
    happen(new Event.Shutdown(++command));
    return command;
  }

  void serve(long generation) {
    happen(new Event.Started(generation, address(generation)));
    happen(new Event.ProbePassed(generation));
  }

  void exit(long generation) {
    happen(new Event.Exited(generation, "exit code 137"));
  }

  void miss(long generation, int times) {
    for (int i = 0; i < times; i++) {
      happen(new Event.ProbeFailed(generation, "no answer within 500 ms"));
    }
  }

  /** Time passes, with a tick whenever the fleet asks for one. */
  void pass(Duration span) {
    long end = now + span.toNanos();
    while (fleet.wakeup().isPresent() && fleet.wakeup().getAsLong() - end <= 0) {
      now = fleet.wakeup().getAsLong();
      happen(new Event.Tick());
    }
    now = end;
  }

  Fleet fleet() {
    return fleet;
  }

  Replica at(int ordinal) {
    Replica replica = fleet.replicas().get(ordinal);
    if (replica == null) {
      throw new AssertionError("nobody holds ordinal " + ordinal);
    }
    return replica;
  }

  List<String> names() {
    return fleet.replicas().values().stream().map(Replica::name).toList();
  }

  /** What the last event had for effects. */
  List<Effect> last() {
    return last;
  }

  /** Every effect of this kind so far. */
  <E extends Effect> List<E> all(Class<E> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void forget() {
    all.clear();
  }

  /** The answer to a command; null if there is none yet. */
  @Nullable Outcome answer(long id) {
    return all(Effect.Reply.class).stream()
        .filter(reply -> reply.command() == id)
        .map(Effect.Reply::outcome)
        .findFirst()
        .orElse(null);
  }

  /** Log lines so far. */
  List<String> said() {
    return all(Effect.Announce.class).stream().map(Effect.Announce::sentence).toList();
  }
}
