package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.SimProcess.Life;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** An engine, a prober and a data plane of processes that start slowly, crash, hang and recover. */
final class SimWorld {

  private static final Duration STARTING_PACE = Duration.ofMillis(200);
  private static final Duration STEADY_PACE = Duration.ofSeconds(1);

  private final SimAgenda agenda;
  private final SimRandom random;
  private final SimNetwork network;
  private final FleetSettings settings;
  private final Map<Long, SimProcess> processes = new TreeMap<>();
  private final Map<Long, Pace> watched = new HashMap<>();
  private final int failurePercent;

  SimWorld(SimAgenda agenda, SimRandom random, SimNetwork network, FleetSettings settings) {
    this.agenda = agenda;
    this.random = random;
    this.network = network;
    this.settings = settings;
    this.failurePercent = random.pick(List.of(0, 2, 2, 10));
  }

  List<SimProcess> living(Predicate<SimProcess> filter) {
    return processes.values().stream().filter(SimProcess::alive).filter(filter).toList();
  }

  void start(ReplicaSpec spec) {
    if (processes.containsKey(spec.generation())) {
      throw new AssertionError("generation " + spec.generation() + " is started twice");
    }
    if (!living(process -> process.spec.ordinal() == spec.ordinal()).isEmpty()) {
      throw new AssertionError("ordinal " + spec.ordinal() + " is held twice");
    }
    SimProcess process = new SimProcess(spec, random.percent(3));
    processes.put(spec.generation(), process);
    boolean fails = faulty(failurePercent);
    boolean neverListens = faulty(failurePercent);
    agenda.in(slowness(), () -> launched(process, fails, neverListens));
  }

  private void launched(SimProcess process, boolean fails, boolean neverListens) {
    if (!process.alive()) {
      return;
    }
    if (fails) {
      process.life = Life.DEAD;
      network.report(new Event.StartFailed(process.spec.generation(), "no such image"));
      return;
    }
    process.life = Life.BOOTING;
    network.report(new Event.Started(process.spec.generation(), process.address()));
    if (!neverListens) {
      agenda.in(slowness(), () -> become(process, Life.BOOTING, Life.UP));
    }
  }

  private void become(SimProcess process, Life from, Life to) {
    if (process.life == from) {
      process.life = to;
    }
  }

  void stop(long generation, Duration grace) {
    SimProcess process = processes.get(generation);
    boolean deaf = process != null && process.stubborn && network.faulty();
    if (deaf || faulty(10)) {
      return;
    }
    agenda.in(
        random.nanosUpTo(grace.plusMillis(50)),
        () -> {
          if (process != null) {
            process.life = Life.DEAD;
          }
          network.report(new Event.Exited(generation, "exit code 143"));
        });
  }

  void drain(long generation) {
    if (!faulty(15)) {
      agenda.in(
          random.nanosUpTo(settings.drain().plusMillis(500)),
          () -> network.report(new Event.Drained(generation)));
    }
  }

  void watch(long generation, Pace pace) {
    if (watched.put(generation, pace) == null) {
      agenda.in(0, () -> beat(generation));
    }
  }

  void unwatch(long generation) {
    watched.remove(generation);
  }

  private void beat(long generation) {
    Pace pace = watched.get(generation);
    SimProcess process = processes.get(generation);
    if (pace == null || process == null) {
      return;
    }
    boolean answers = process.life == Life.UP && !faulty(2);
    network.report(
        answers
            ? new Event.ProbePassed(generation)
            : new Event.ProbeFailed(generation, "no answer within 500 ms"));
    Duration interval = pace == Pace.STARTING ? STARTING_PACE : STEADY_PACE;
    agenda.in(
        interval.toNanos() + random.nanosUpTo(interval.dividedBy(10)), () -> beat(generation));
  }

  /** Something happens to somebody. Where replicas are fixed, nobody reports an exit. */
  void mischief() {
    List<SimProcess> victims = living(process -> process.life != Life.LAUNCHING);
    if (victims.isEmpty()) {
      return;
    }
    SimProcess victim = random.pick(victims);
    if (victim.life == Life.HUNG) {
      victim.life = Life.UP;
    } else if (!settings.scales() || random.percent(40)) {
      victim.life = Life.HUNG;
    } else {
      victim.life = Life.DEAD;
      network.report(new Event.Exited(victim.spec.generation(), "exit code 137"));
    }
  }

  /**
   * The faults are over: who hangs goes on, but for one who may hang for ever, and the engine looks
   * again who is dead.
   */
  void recover(boolean oneStaysHung) {
    List<SimProcess> hung =
        living(process -> process.life == Life.HUNG || process.life == Life.BOOTING);
    hung.stream()
        .skip(oneStaysHung && settings.scales() ? 1 : 0)
        .forEach(process -> process.life = Life.UP);
    processes.values().stream()
        .filter(process -> !process.alive())
        .forEach(dead -> network.report(new Event.Exited(dead.spec.generation(), "is gone")));
  }

  private boolean faulty(int percent) {
    return network.faulty() && random.percent(percent);
  }

  private long slowness() {
    return random.nanosUpTo(Duration.ofMillis(network.faulty() ? 1500 : 50));
  }
}
