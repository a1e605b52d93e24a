package io.ringkeeper.balancer.control;

import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One life of a fleet under one balancer after the other, decided by its seed: some seconds of
 * commands and of faults of every kind, then quiet, in which the fleet must become what was
 * commanded.
 */
final class Simulation {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST_UNDER_WAY = Duration.ofSeconds(10);

  private final SimRandom random;
  private final SimAgenda agenda;
  private final SimNetwork network;
  private final SimWorld world;
  private final SimOperator operator;
  private final SimTrace trace;
  private final FleetSettings settings;
  private final SimMemory.Disk disk = new SimMemory.Disk();
  private int replicas;
  private boolean running;
  private boolean ending;
  private boolean last;
  private SimBalancer balancer;

  Simulation(long seed, @Nullable PrintStream trace) {
    this.trace = new SimTrace(trace);
    this.random = new SimRandom(seed);
    this.agenda = new SimAgenda(random.percent(50) ? random.nextLong() : Long.MAX_VALUE - 1);
    this.network = new SimNetwork(agenda, random);
    this.settings = settings();
    this.world = new SimWorld(agenda, random, network, settings);
    this.operator = new SimOperator(random, settings.strategies());
    this.balancer = balancer();
    this.trace.note("seed " + seed, settings);
  }

  private FleetSettings settings() {
    Strategy ring =
        new RingStrategy(
            RingFunctions.MISSION.shape(512, 512 / random.between(4, 56)), RingIds.SPREAD);
    return new FleetSettings(
        ring,
        strategies(ring),
        new TreeMap<>(),
        random.between(4, 16),
        random.percent(30),
        random.percent(90),
        random.between(1, 3),
        random.between(1, 2),
        random.millis(2000, 5000),
        random.millis(0, 1000, 5000),
        random.millis(0, 2000),
        random.millis(0, 0, 2000),
        random.millis(0, 1000, 5000),
        (ordinal, _) -> Integer.toString(ordinal),
        ordinal -> "server" + ordinal);
  }

  /** Most lives know one strategy: to make the tables of the others takes much longer. */
  private Strategies strategies(Strategy ring) {
    if (random.percent(90)) {
      return Strategies.of(ring);
    }
    Strategy other = random.percent(80) ? new MaglevStrategy() : new RendezvousStrategy(1.01);
    return new Strategies(ring, Map.of(ring.name(), ring, other.name(), other));
  }

  private SimBalancer balancer() {
    return new SimBalancer(
        Fleet.empty(settings, random.nextLong()),
        agenda,
        random,
        network,
        world,
        operator,
        new SimMemory(agenda, random, disk),
        trace,
        this::answered);
  }

  void run() {
    Duration trouble = random.millis(5_000, 15_000, 30_000);
    beginAnew();
    again(random.millis(1000, 4000), this::command);
    again(random.millis(500, 3000, 10_000), world::mischief);
    again(random.millis(4000, 10_000, 60_000), this::end);
    while (agenda.elapsed().compareTo(trouble) < 0) {
      agenda.step();
    }
    trace.note("--", "no more faults");
    network.repair();
    world.recover(random.percent(50));
    settle();
    restartInPeace();
    if (random.percent(10)) {
      last = true;
      removeAll();
      settle();
    }
  }

  private void again(Duration about, Runnable task) {
    agenda.in(
        random.nanosUpTo(about.multipliedBy(2)),
        () -> {
          if (network.faulty()) {
            task.run();
            again(about, task);
          }
        });
  }

  private void command() {
    if (running) {
      List<String> present =
          balancer.fleet().replicas().values().stream().map(Replica::name).toList();
      balancer.happen(operator.random(present));
    }
  }

  private void beginAnew() {
    replicas = random.between(0, 4);
    operator.wants(replicas);
    begin();
  }

  private void begin() {
    running = true;
    ending = false;
    balancer = balancer();
    long id = operator.nextId();
    trace.note(agenda.elapsed(), "a balancer begins as command " + id);
    balancer.begin(id, replicas);
  }

  /** The balancer is killed, or asked to end, with or without its replicas. */
  private void end() {
    if (!running || ending || !settings.scales()) {
      return;
    }
    switch (random.between(1, 5)) {
      case 1 -> removeAll();
      case 2 -> {
        foresee();
        balancer.happen(new Event.Closing());
        agenda.in(random.nanosUpTo(Duration.ofSeconds(1)), this::restart);
      }
      default -> {
        foresee();
        restart();
      }
    }
  }

  private void foresee() {
    ending = true;
    Work work = balancer.fleet().work();
    operator.foresee(work == null ? 0 : work.command());
  }

  private void removeAll() {
    foresee();
    balancer.memory().afterwards(() -> balancer.happen(operator.shutdown()));
  }

  private void restart() {
    die();
    agenda.in(random.nanosUpTo(Duration.ofSeconds(3)), this::begin);
  }

  private void die() {
    trace.note(agenda.elapsed(), "the balancer ends; it is remembered: " + disk.content);
    running = false;
    balancer.die();
    operator.lost();
  }

  private void answered(Effect.Reply reply) {
    boolean done = reply.outcome() instanceof Outcome.Done;
    switch (operator.answered(reply)) {
      case Event.Begin _ -> {
        if (!done && !ending) {
          removeAll();
        }
      }
      case Event.Shutdown _ -> {
        if (last) {
          ending = false;
        } else if (done || !settings.scales()) {
          balancer.memory().forget();
          balancer.memory().afterwards(this::startAfresh);
        } else {
          restart();
        }
      }
      case Event.Add _, Event.Remove _, Event.ChangeStrategy _, Event.Weigh _ -> {}
    }
  }

  private void startAfresh() {
    world.clear();
    die();
    agenda.in(random.nanosUpTo(Duration.ofSeconds(3)), this::beginAnew);
  }

  /**
   * Nothing but the balancer ends, once nothing is under way: its replicas are the very same
   * afterwards.
   */
  private void restartInPeace() {
    if (!settings.scales()) {
      return;
    }
    Duration calm = agenda.elapsed().plus(LONGEST_UNDER_WAY);
    agenda.in(LONGEST_UNDER_WAY.toNanos(), () -> {});
    while (agenda.elapsed().compareTo(calm) < 0) {
      agenda.step();
    }
    settle();
    Set<Long> before = generations();
    foresee();
    restart();
    settle();
    if (!generations().equals(before)) {
      throw new AssertionError("the restart has changed " + before + " to " + generations());
    }
  }

  private Set<Long> generations() {
    return balancer.fleet().replicas().values().stream()
        .map(Replica::generation)
        .collect(Collectors.toSet());
  }

  private void settle() {
    Duration end = agenda.elapsed().plus(PATIENCE);
    while (!running || ending || !balancer.settled()) {
      if (agenda.elapsed().compareTo(end) > 0 || !agenda.step()) {
        throw new AssertionError(
            "%d were commanded, but it ends with %s and %s"
                .formatted(operator.commanded(), balancer.fleet(), world.living(_ -> true)));
      }
    }
  }
}
