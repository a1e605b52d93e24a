package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.SimProcess.Life;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.engine.Survivor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An engine and its processes, which start slowly, crash, hang, recover and outlive their balancer.
 */
final class SimWorld {

  private final SimAgenda agenda;
  private final SimRandom random;
  private final SimNetwork network;
  private final FleetSettings settings;
  private final Map<Long, SimProcess> processes = new TreeMap<>();
  private final int failurePercent;
  private boolean attended;

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

  boolean answers(long generation) {
    SimProcess process = processes.get(generation);
    return process != null && process.life == Life.UP;
  }

  /** A balancer comes, and finds what there is; not what the engine is still at. */
  List<Survivor> open() {
    attended = true;
    List<Survivor> survivors = new ArrayList<>();
    for (SimProcess process : processes.values()) {
      process.known = !process.gone && process.life != Life.LAUNCHING;
      if (process.known) {
        survivors.add(process.survivor());
      }
    }
    return survivors;
  }

  /** The balancer has ended. */
  void abandon() {
    attended = false;
    for (SimProcess process : processes.values()) {
      process.known = false;
      process.second = false;
    }
  }

  /** Somebody has made sure that nothing is left for the next balancer. */
  void clear() {
    if (settings.scales() && !living(process -> process.known).isEmpty()) {
      throw new AssertionError("left behind: " + living(process -> process.known));
    }
    for (SimProcess process : processes.values()) {
      process.life = Life.DEAD;
      process.known = false;
    }
    processes.clear();
  }

  /** These were found second to their ordinals, and are to go. */
  void noteSecond(Set<Long> generations) {
    processes.forEach((generation, process) -> process.second = generations.contains(generation));
  }

  void start(ReplicaSpec spec) {
    if (processes.containsKey(spec.generation())) {
      throw new AssertionError("generation " + spec.generation() + " is started twice");
    }
    if (!living(process -> process.holds(spec.ordinal())).isEmpty()) {
      throw new AssertionError("ordinal " + spec.ordinal() + " is held twice");
    }
    SimProcess process = new SimProcess(spec, random.percent(3));
    processes.put(spec.generation(), process);
    boolean fails = faulty(failurePercent);
    agenda.in(slowness(), () -> launched(process, fails));
  }

  private void launched(SimProcess process, boolean fails) {
    if (!process.alive()) {
      return;
    }
    if (fails) {
      process.life = Life.DEAD;
      process.gone = true;
      reportOf(process, new Event.StartFailed(process.spec.generation(), "no such image"));
      return;
    }
    process.life = Life.BOOTING;
    reportOf(process, new Event.Started(process.spec.generation(), process.address()));
    boolean neverListens = faulty(failurePercent);
    if (!neverListens) {
      agenda.in(slowness(), () -> become(process, Life.BOOTING, Life.UP));
    }
    agenda.in(slowness(), () -> removeIfUnknown(process));
  }

  private void reportOf(SimProcess process, Event event) {
    if (process.known) {
      network.report(event);
    }
  }

  /** An engine does not keep what it has neither started nor found. */
  private void removeIfUnknown(SimProcess process) {
    if (attended && !process.known) {
      process.life = Life.DEAD;
      process.gone = true;
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
    Duration most = grace.plusMillis(faulty(5) ? 6000 : 50);
    agenda.in(
        random.nanosUpTo(most),
        () -> {
          if (process != null) {
            process.life = Life.DEAD;
            process.gone |= attended;
          }
          if (Objects.equals(process, processes.get(generation))) {
            network.report(new Event.Exited(generation, "exit code 143"));
          }
        });
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
      if (settings.scales() && random.percent(50)) {
        reportOf(victim, new Event.Failed(victim.spec.generation(), "paused"));
      }
    } else {
      victim.life = Life.DEAD;
      victim.gone = random.percent(20); // removed from outside
      agenda.in(random.nanosUpTo(Duration.ofMillis(100)), () -> bury(victim));
    }
  }

  /** What has died while nobody looked is found by the next balancer. */
  private void bury(SimProcess process) {
    if (attended) {
      process.gone = true;
      reportOf(process, new Event.Exited(process.spec.generation(), "exit code 137"));
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
    processes.values().stream().filter(process -> !process.alive()).forEach(this::bury);
  }

  private boolean faulty(int percent) {
    return network.faulty() && random.percent(percent);
  }

  private long slowness() {
    return random.nanosUpTo(Duration.ofMillis(network.faulty() ? 1500 : 50));
  }
}
