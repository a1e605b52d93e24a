package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class LaggardsTest {

  private static final int KIB = 1024;

  private final ReadBuffers reads = new ReadBuffers();
  private final Laggards laggards = new Laggards(reads, 2);
  private final DirectWriter direct = new DirectWriter();

  @Test
  void whileManyAreFarBehindEveryoneGetsLittle() {
    for (int i = 0; i < 2; i++) {
      client(new EmbeddedChannel()).lags(true);
    }
    assertThat(fill()).isGreaterThan(64 * KIB);
    ClientChannel third = client(new EmbeddedChannel());
    third.lags(true);
    third.lags(true);
    assertThat(fill()).isLessThan(32 * KIB);
    assertThat(reads.allowed(0)).isZero();
    assertThat(reads.allowed(2)).isEqualTo(1);
    third.lags(false);
    third.lags(false);
    assertThat(fill()).isGreaterThan(64 * KIB);
    assertThat(reads.allowed(2)).isEqualTo(2);
    direct.release();
  }

  /** How much is written to a client that takes nothing until it counts as far behind. */
  private int fill() {
    EmbeddedChannel channel = new EmbeddedChannel();
    ClientChannel client = client(channel);
    int written = 0;
    while (client.isWritable()) {
      client.write(PooledByteBufAllocator.DEFAULT.buffer(KIB).writeZero(KIB));
      written += KIB;
    }
    channel.releaseOutbound();
    channel.close();
    return written;
  }

  private ClientChannel client(EmbeddedChannel channel) {
    channel.config().setWriteBufferWaterMark(Laggards.WIDE);
    return new ClientChannel(channel, direct, laggards, new Kept(reads, Long.MAX_VALUE));
  }
}
