package io.ringkeeper.analysis.system;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a balancer is to share keys.
 *
 * @param strategy {@code ring}, {@code maglev} or {@code rendezvous}
 * @param cap of rendezvous hashing; null is none
 * @param ids of the ring, {@code spread} or {@code literal}
 * @param functions of the ring: {@code mission}, {@code original}, {@code mix64}
 * @param slots of the ring
 * @param virtual servers of each on the ring
 * @param bound of loads, as a multiple of the fair share; null is none
 */
public record Setup(
    String strategy,
    @Nullable Double cap,
    String ids,
    String functions,
    int slots,
    int virtual,
    @Nullable Double bound) {

  /** What a balancer does that was told nothing else. */
  public static final Setup USUAL = ring("mission", "spread");

  /** A ring of the mission's size. */
  public static Setup ring(String functions, String ids) {
    return ring(functions, ids, 512, 9);
  }

  public static Setup ring(String functions, String ids, int slots, int virtual) {
    return new Setup("ring", null, ids, functions, slots, virtual, null);
  }

  /** Another strategy, whose ring does not matter. */
  public static Setup of(String strategy, @Nullable Double cap) {
    return new Setup(strategy, cap, "spread", "mission", 512, 9, null);
  }

  public Setup bounded(double multiple) {
    return new Setup(strategy, cap, ids, functions, slots, virtual, multiple);
  }

  /** As a balancer's settings, each {@code path=value}. */
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("strategy=" + strategy);
    settings.add("ring.ids=" + ids);
    settings.add("ring.functions=" + functions);
    settings.add("ring.slots=" + slots);
    settings.add("ring.virtual=" + virtual);
    if (cap != null) {
      settings.add("rendezvous.cap=" + cap);
    }
    if (bound != null) {
      settings.add("bounded-load=" + bound);
    }
    return settings;
  }

  /** As somebody would write it into a configuration. */
  public String written() {
    StringBuilder text = new StringBuilder("strategy: ").append(strategy);
    if (strategy.equals("ring")) {
      text.append(", ring.functions: ").append(functions).append(", ring.ids: ").append(ids);
      if (slots != 512) {
        text.append(", ring.slots: ").append(slots).append(", ring.virtual: ").append(virtual);
      }
    }
    if (cap != null) {
      text.append(", rendezvous.cap: ").append(cap);
    }
    if (bound != null) {
      text.append(", bounded-load: ").append(bound);
    }
    return text.toString();
  }
}
