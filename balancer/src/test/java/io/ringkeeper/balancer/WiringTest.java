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

  private static Strategy strategy(String... sets) throws ConfigException {
    return Wiring.strategy(Config.load(null, Map.of(), List.of(sets)));
  }
}
