package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildTest {

  @Test
  void saysHowAProcessEnded() {
    assertThat(Child.reason(0)).isEqualTo("exit code 0");
    assertThat(Child.reason(3)).isEqualTo("exit code 3");
    assertThat(Child.reason(128)).isEqualTo("exit code 128");
    assertThat(Child.reason(137)).isEqualTo("killed by signal 9 (KILL)");
    assertThat(Child.reason(143)).isEqualTo("killed by signal 15 (TERM)");
    assertThat(Child.reason(128 + 40)).isEqualTo("killed by signal 40");
    assertThat(Child.reason(255)).isEqualTo("exit code 255");
  }
}
