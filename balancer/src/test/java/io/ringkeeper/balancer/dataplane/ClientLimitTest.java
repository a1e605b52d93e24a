package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientLimitTest {

  private static final long MIB = 1024 * 1024;

  @Test
  void isTheConfiguredOneWhereTheHeapHasRoom() {
    ClientLimit limit = new ClientLimit(100, 1024 * MIB);
    assertThat(limit.admits(99)).isTrue();
    assertThat(limit.admits(100)).isFalse();
    assertThat(limit.admits(99)).isTrue();
  }

  @Test
  void isWhatTheHeapHasRoomForWhereThatIsLess() {
    ClientLimit limit = new ClientLimit(100_000, 64 * MIB);
    assertThat(limit.admits(4_096)).isTrue();
    assertThat(limit.admits(7_000)).isFalse();
  }
}
