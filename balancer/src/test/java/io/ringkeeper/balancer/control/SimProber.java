package io.ringkeeper.balancer.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The prober of one balancer. */
final class SimProber {

  private static final Duration STARTING_PACE = Duration.ofMillis(200);
  private static final Duration STEADY_PACE = Duration.ofSeconds(1);

  private final SimAgenda agenda;
  private final SimRandom random;
  private final SimNetwork network;
  private final SimWorld world;
  private final Map<Long, Pace> watched = new HashMap<>();

  SimProber(SimAgenda agenda, SimRandom random, SimNetwork network, SimWorld world) {
    this.agenda = agenda;
    this.random = random;
    this.network = network;
    this.world = world;
  }

  void watch(long generation, Pace pace) {
    if (watched.put(generation, pace) == null) {
      agenda.in(0, () -> beat(generation));
    }
  }

  void unwatch(long generation) {
    watched.remove(generation);
  }

  void end() {
    watched.clear();
  }

  private void beat(long generation) {
    Pace pace = watched.get(generation);
    if (pace == null) {
      return;
    }
    boolean answers = world.answers(generation) && !(network.faulty() && random.percent(2));
    network.report(
        answers
            ? new Event.ProbePassed(generation)
            : new Event.ProbeFailed(generation, "no answer within 500 ms"));
    Duration interval = pace == Pace.STARTING ? STARTING_PACE : STEADY_PACE;
    agenda.in(
        interval.toNanos() + random.nanosUpTo(interval.dividedBy(10)), () -> beat(generation));
  }
}
