package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeaksTest {

  @Test
  void findsABufferThatNobodyReleased() throws InterruptedException {
    assertThat(Leaks.found()).isEmpty();
    leak();
    assertThat(Leaks.found()).contains("LeaksTest.leak");
  }

  @SuppressWarnings("CheckReturnValue") // that is the point
  private static void leak() {
    ByteBufAllocator.DEFAULT.buffer(1).writeByte(1);
  }
}
