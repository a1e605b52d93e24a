package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class KeptTest {

  private static final int LARGEST = ReadBuffers.SIZES.length - 1;

  private final ReadBuffers reads = new ReadBuffers();
  private final Kept kept = new Kept(reads, 100);

  @Test
  void whileMuchIsKeptLittleIsReadAtATime() {
    kept.add(100);
    assertThat(kept.isMuch()).isFalse();
    assertThat(reads.allowed(LARGEST)).isEqualTo(LARGEST);
    kept.add(1);
    kept.add(50);
    assertThat(kept.isMuch()).isTrue();
    assertThat(reads.allowed(LARGEST)).isLessThan(LARGEST);
    kept.remove(51);
    assertThat(kept.isMuch()).isFalse();
    assertThat(reads.allowed(LARGEST)).isEqualTo(LARGEST);
  }

  @Test
  void littleIsReadAsLongAsAnybodyFindsThatMemoryIsShort() {
    Laggards laggards = new Laggards(reads, 0);
    laggards.add();
    kept.add(101);
    kept.remove(101);
    assertThat(reads.allowed(LARGEST)).isLessThan(LARGEST);
    laggards.remove();
    assertThat(reads.allowed(LARGEST)).isEqualTo(LARGEST);
  }

  @Test
  void whatHasComeBeforeItsTurnCountsUntilItIsTaken() {
    EarlyBytes early = new EarlyBytes(kept);
    for (int i = 0; i < 2; i++) {
      add(early, 60);
    }
    assertThat(kept.isMuch()).isTrue();
    early.take().release();
    assertThat(kept.isMuch()).isFalse();
    early.discard();
    kept.add(100);
    assertThat(kept.isMuch()).isFalse();
  }

  @Test
  void whileMuchIsKeptMoreThanALittleThatComesBeforeItsTurnIsLost() {
    EarlyBytes early = new EarlyBytes(kept);
    kept.add(101);
    add(early, 2048);
    assertThat(early.areLost()).isFalse();
    add(early, 1);
    assertThat(early.areLost()).isTrue();
    kept.remove(101);
    assertThat(kept.isMuch()).isFalse();
    add(early, 1);
    assertThat(early.isEmpty()).isTrue();
    early.discard();
    assertThat(early.areLost()).isFalse();
  }

  private static void add(EarlyBytes early, int count) {
    ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(count, count).writeZero(count);
    early.add(in);
    assertThat(in.isReadable()).isFalse();
    in.release();
  }
}
