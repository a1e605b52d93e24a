package io.ringkeeper.balancer.control;

import java.util.Collection;
import java.util.OptionalLong;

/** When a fleet must be given a {@link Event.Tick} if nothing else happens before. */
final class Wakeup {

  private OptionalLong soonest = OptionalLong.empty();

  static OptionalLong of(Draft draft, Collection<SlowStart.Ramp> ramps) {
    Wakeup wakeup = new Wakeup();
    for (Replica replica : draft.replicas()) {
      replica.actAt(draft.settings.scales()).ifPresent(wakeup::consider);
    }
    for (SlowStart.Ramp ramp : ramps) {
      wakeup.consider(ramp.nextStep(draft.settings.slowStart(), draft.now));
    }
    Evidence evidence = Evidence.next(draft.replicas(), draft.settings, draft.condemned);
    if (evidence != null) {
      wakeup.consider(evidence.at());
    }
    Work work = draft.work;
    if (work != null) {
      wakeup.consider(work.deadline());
    }
    return wakeup.soonest;
  }

  private void consider(long at) {
    if (soonest.isEmpty() || at - soonest.getAsLong() < 0) {
      soonest = OptionalLong.of(at);
    }
  }
}
