package io.ringkeeper.balancer.dataplane;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;
import java.util.Optional;

/**
 * Which transport the tests of the data plane use: the best one, or the one that {@code
 * -Dringkeeper.transport=io_uring} names. The build runs those with the tag {@link #EACH} on every
 * one of them.
 */
final class Transports {

  /** Marks the tests whose outcome might depend on it. */
  static final String EACH = "each-transport";

  private static final Transport CHOSEN =
      Optional.ofNullable(System.getProperty("ringkeeper.transport"))
          .map(name -> Transport.valueOf(name.toUpperCase(Locale.ROOT)))
          .orElseGet(Transport::best);

  private Transports() {}

  /** The one; the test is skipped where it cannot be used, since no kernel can be installed. */
  static Transport usable() {
    Optional<String> obstacle = CHOSEN.whyNot();
    assumeTrue(obstacle.isEmpty(), () -> CHOSEN + ": " + obstacle.orElseThrow());
    return CHOSEN;
  }

  /** Skips what the JDK's sockets cannot do: they tell nothing unless they are read. */
  static void skipNio() {
    assumeTrue(CHOSEN != Transport.NIO, "the JDK's sockets do not tell");
  }
}
