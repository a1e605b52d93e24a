package io.ringkeeper.balancer.control;

import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that commands choose from.
 *
 * @param configured the one to begin with
 * @param byName all of them, as they are configured
 */
public record Strategies(Strategy configured, Map<String, Strategy> byName) {

  private static final String CAPPED = "rendezvous:";

  public Strategies {
    byName = Map.copyOf(byName);
  }

  /** There is but one. */
  static Strategies of(Strategy only) {
    return new Strategies(only, Map.of(only.name(), only));
  }

  /**
   * What is remembered of a strategy: nothing if it is the configured one, and its name alone if it
   * is as that one is configured.
   */
  Optional<String> nameOf(Strategy strategy) {
    if (strategy.equals(configured)) {
      return Optional.empty();
    }
    boolean plain = strategy.equals(byName.get(strategy.name()));
    return Optional.of(plain ? strategy.name() : describe(strategy));
  }

  /** Its name, with its cap if it has one. */
  static String describe(Strategy strategy) {
    return switch (strategy) {
      case RendezvousStrategy capped when capped.cap() < RendezvousTable.NO_CAP ->
          CAPPED + capped.cap();
      case RendezvousStrategy _, RingStrategy _, MaglevStrategy _ -> strategy.name();
    };
  }

  /** The strategy of that name; null if there is none any more. */
  @Nullable Strategy named(String name) {
    if (!name.startsWith(CAPPED)) {
      return byName.get(name);
    }
    try {
      return new RendezvousStrategy(Double.parseDouble(name.substring(CAPPED.length())));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
