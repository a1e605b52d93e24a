package io.ringkeeper.balancer.control;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of one simulation, told while it happens.
 *
 * @param to null if nobody listens
 */
record SimTrace(@Nullable PrintStream to) {

  void note(Object when, Object what) {
    if (to != null) {
      to.println(when + " " + what);
    }
  }

  void step(Duration when, Event event, List<Effect> effects) {
    if (!effects.isEmpty()) {
      note(when, event);
      effects.forEach(effect -> note("   ", effect));
    }
  }
}
