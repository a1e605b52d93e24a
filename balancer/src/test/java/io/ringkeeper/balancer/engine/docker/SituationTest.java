package io.ringkeeper.balancer.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringkeeper.balancer.config.DockerConfig.Reach;
import io.ringkeeper.balancer.engine.EngineException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {

  private static final Situation HOST = new Situation(Optional.empty(), false, true, true);
  private static final Situation DESKTOP = new Situation(Optional.empty(), false, true, false);
  private static final Situation REMOTE = new Situation(Optional.empty(), false, false, false);
  private static final Situation FOREIGN = new Situation(Optional.empty(), true, true, false);

  @Test
  void addressesWhereTheyCanBeReached() throws EngineException {
    assertThat(HOST.publishes(Reach.AUTO, "net1")).isFalse();
    assertThat(in("net1", "other").publishes(Reach.AUTO, "net1")).isFalse();
    assertThat(in("host").publishes(Reach.AUTO, "net1")).isFalse();
  }

  @Test
  void publishedPortsElsewhereOnThisMachine() throws EngineException {
    assertThat(DESKTOP.publishes(Reach.AUTO, "net1")).isTrue();
  }

  @Test
  void anErrorThatSaysWhatToDoWhereNeitherWorks() {
    assertThatThrownBy(() -> in("bridge").publishes(Reach.AUTO, "net1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("start it with --network net1");
    assertThatThrownBy(() -> REMOTE.publishes(Reach.AUTO, "net1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("docker.reach: address");
    assertThatThrownBy(() -> FOREIGN.publishes(Reach.AUTO, "net1"))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void anOperatorKnowsBetter() throws EngineException {
    assertThat(REMOTE.publishes(Reach.ADDRESS, "net1")).isFalse();
    assertThat(HOST.publishes(Reach.PUBLISHED, "net1")).isTrue();
    assertThatThrownBy(() -> REMOTE.publishes(Reach.PUBLISHED, "net1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("another machine");
  }

  private static Situation in(String... networks) {
    return new Situation(Optional.of(Set.of(networks)), true, true, false);
  }
}
