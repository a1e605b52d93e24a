package io.ringkeeper.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WiringTest {

  @Test
  void theDefaultIsTheMissionsRing() throws ConfigException {
    assertThat(strategy()).isEqualTo(new RingStrategy(RingShape.mission(), RingIds.SPREAD));
  }

  @Test
  void everyStrategyCanBeConfigured() throws ConfigException {
    assertThat(strategy("strategy=maglev")).isEqualTo(new MaglevStrategy());
    assertThat(strategy("strategy=rendezvous"))
        .isEqualTo(new RendezvousStrategy(RendezvousTable.NO_CAP));
    assertThat(strategy("strategy=rendezvous", "rendezvous.cap=1.01"))
        .isEqualTo(new RendezvousStrategy(1.01));
    assertThat(strategy("ring.functions=mix64", "ring.slots=4096", "ring.virtual=64"))
        .isEqualTo(new RingStrategy(RingFunctions.MIX64.shape(4096, 64), RingIds.SPREAD));
    assertThat(strategy("ring.functions=original", "ring.ids=literal"))
        .isEqualTo(new RingStrategy(RingFunctions.ORIGINAL.shape(512, 9), RingIds.LITERAL));
  }

  /** The configuration may not know the library, and yet has to know what it can hold. */
  @ParameterizedTest
  @EnumSource(Config.Strategy.class)
  void theConfigurationKnowsWhatEachCanHold(Config.Strategy name) throws ConfigException {
    String chosen = "strategy=" + name.name().toLowerCase(Locale.ROOT);
    int capacity = strategy(chosen).capacity();
    String[] most = {chosen, "replicas=" + capacity, "replicas-max=100000", "engine=docker"};
    assertThat(strategy(most).capacity()).isEqualTo(capacity);
    most[1] = "replicas=" + (capacity + 1);
    assertThatThrownBy(() -> strategy(most))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("do not fit");
  }

  /** So that what is refused at the start is refused by {@code validate}, and nothing else is. */
  @ParameterizedTest
  @CsvSource({
    "512,spread,1,513", "512,spread,2,1026", "512,spread,1,514", "16,spread,5,21",
    "16,spread,5,22", "1024,spread,1,513", "512,literal,1,513", "65536,spread,1,65537"
  })
  void theConfigurationKnowsWhichOrdinalsHaveOnePlace(int slots, String ids, int one, int other)
      throws ConfigException {
    String[] ring = {
      "ring.slots=" + slots,
      "ring.ids=" + ids,
      "ring.virtual=4",
      "engine=static",
      "static.replicas=a:1,b:2",
      "static.ordinals=1,2"
    };
    Strategy strategy = strategy(ring);
    ring[5] = "static.ordinals=" + one + "," + other;
    if (strategy.idFor(one) == strategy.idFor(other)) {
      assertThatThrownBy(() -> strategy(ring))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(
              "%d and %d have one place on the ring of %d".formatted(one, other, slots));
    } else {
      assertThat(strategy(ring)).isEqualTo(strategy);
    }
    ring[0] = "strategy=maglev";
    assertThat(strategy(ring)).isEqualTo(new MaglevStrategy());
  }

  private static Strategy strategy(String... sets) throws ConfigException {
    return Wiring.strategy(Config.load(null, Map.of(), List.of(sets)));
  }
}
