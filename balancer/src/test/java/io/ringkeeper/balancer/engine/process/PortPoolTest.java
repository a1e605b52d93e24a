package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPoolTest {

  private static final int FIRST = 19_700;

  private long nowNanos = Long.MAX_VALUE - 5; // a clock may wrap around

  @Test
  void handsOutEveryPortOnceBeginningAtTheOffset() {
    PortPool pool = pool(FIRST + 4, 7);
    Set<Integer> ports = new HashSet<>();
    assertThat(pool.take()).hasValue(FIRST + 2);
    for (int i = 1; i < 5; i++) {
      ports.add(pool.take().orElseThrow());
    }
    assertThat(ports).containsExactlyInAnyOrder(FIRST, FIRST + 1, FIRST + 3, FIRST + 4);
    assertThat(pool.take()).isEmpty();
  }

  @Test
  void releasedPortRestsForAMinute() {
    PortPool pool = pool(FIRST, 0);
    assertThat(pool.take()).hasValue(FIRST);
    pool.release(FIRST);
    nowNanos += PortPool.REST.toNanos() - 1;
    assertThat(pool.take()).isEmpty();
    nowNanos += 1;
    assertThat(pool.take()).hasValue(FIRST);
  }

  @Test
  void passesOverPortsThatSomebodyListensOn() throws IOException {
    try (var loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var everywhere = new ServerSocket(0, 1)) {
      assertThat(single(loopback.getLocalPort()).take()).isEqualTo(OptionalInt.empty());
      assertThat(single(everywhere.getLocalPort()).take()).isEqualTo(OptionalInt.empty());
    }
  }

  @Test
  void releasingWhatIsNotTakenChangesNothing() {
    PortPool pool = pool(FIRST, 0);
    pool.release(FIRST);
    assertThat(pool.take()).hasValue(FIRST);
  }

  private PortPool pool(int last, int offset) {
    return new PortPool(FIRST, last, offset, () -> nowNanos);
  }

  private PortPool single(int port) {
    return new PortPool(port, port, 0, () -> nowNanos);
  }
}
