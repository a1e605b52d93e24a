package io.ringkeeper.balancer.config;

import java.util.List;

/**
 * A compact constructor refused what it was given. The keys are the settings at fault as their
 * record sees them ({@code fall}, {@code ring.slots}); the loader knows who wrote them, and where.
 */
final class InvalidSetting extends IllegalArgumentException {

  private final transient List<String> keys;

  private InvalidSetting(String message, List<String> keys) {
    super(message);
    this.keys = keys;
  }

  List<String> keys() {
    return keys;
  }

  static void require(boolean holds, String message, String... keys) {
    if (!holds) {
      throw new InvalidSetting(message, List.of(keys));
    }
  }

  static void requireRange(int value, int least, int most, String key) {
    require(
        value >= least && value <= most,
        "%d is not between %d and %d".formatted(value, least, most),
        key);
  }
}
