package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.ReplicaState.Dead;
import io.ringkeeper.balancer.control.ReplicaState.Serving;
import io.ringkeeper.balancer.control.ReplicaState.Starting;
import io.ringkeeper.balancer.control.ReplicaState.Suspect;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ReplicaStateTest {

  private static final InetSocketAddress HERE = FleetDriver.address(1);

  @Test
  void startingServesAfterConsecutivePasses() {
    Starting starting = Starting.until(9).listening(HERE);

    ReplicaState once = starting.passed(HERE, 2);
    assertThat(once).isEqualTo(new Starting(9, HERE, 1, null, false));
    assertThat(((Starting) once).failed("refused"))
        .isEqualTo(new Starting(9, HERE, 0, "refused", false));
    assertThat(((Starting) once).passed(HERE, 2)).isEqualTo(new Serving(HERE, 0));
  }

  @Test
  void startingKnowsWhetherItWasProbed() {
    Starting starting = Starting.until(9).listening(HERE);

    assertThat(starting.probed()).isFalse();
    assertThat(starting.failed("refused").probed()).isTrue();
    assertThat(((Starting) starting.passed(HERE, 2)).probed()).isTrue();
  }

  @Test
  void servingIsSuspectedAfterConsecutiveFailures() {
    Serving serving = new Serving(HERE, 0);

    ReplicaState once = serving.failed(2, 7, "slow");
    assertThat(once).isEqualTo(new Serving(HERE, 1));
    assertThat(((Serving) once).passed()).isEqualTo(serving);
    assertThat(((Serving) once).failed(2, 7, "slow")).isEqualTo(new Suspect(HERE, 7, 0, "slow"));
  }

  @Test
  void suspectServesAgainAfterConsecutivePasses() {
    Suspect suspect = new Suspect(HERE, 7, 0, "slow");

    ReplicaState once = suspect.passed(2);
    assertThat(once).isEqualTo(new Suspect(HERE, 7, 1, "slow"));
    assertThat(((Suspect) once).failed("refused")).isEqualTo(new Suspect(HERE, 7, 0, "refused"));
    assertThat(((Suspect) once).passed(2)).isEqualTo(new Serving(HERE, 0));
  }

  @Test
  void deadStaysDeadAndHasNoAddress() {
    Dead dead = new Dead("exit code 1", true, false, 3);

    assertThat(dead.killedAgain(5)).isEqualTo(new Dead("exit code 1", true, false, 5));
    assertThat(dead.confirmed(5)).isEqualTo(new Dead("exit code 1", true, true, 5));
    assertThat(dead.address()).isNull();
  }
}
