package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class ReplayBufferTest {

  private static final int KIB = 1024;

  @AutoClose("release")
  private final DirectWriter direct = new DirectWriter();

  private final Kept all = new Kept(new ReadBuffers(), 100 * KIB);
  private final ReplayBuffer buffer = new ReplayBuffer(all);

  @Test
  void doesNotKeepABufferForEachByte() {
    List<ByteBuf> parts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ByteBuf part = part("x");
      parts.add(part);
      buffer.add(part);
    }
    assertThat(parts.stream().filter(part -> part.refCnt() > 0)).hasSizeLessThan(10);
    buffer.clear();
  }

  @Test
  void sendsEachByteOnceInWhateverPartsItCame() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      EmbeddedChannel first = new EmbeddedChannel();
      EmbeddedChannel second = new EmbeddedChannel();
      StringBuilder whole = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        String text = text(random, random.nextInt(random.nextBoolean() ? 5 : 2000));
        whole.append(text);
        buffer.add(part(text));
        if (random.nextBoolean()) {
          buffer.writeTo(first, direct);
        }
      }
      buffer.writeTo(first, direct);
      buffer.writeTo(first, direct);
      assertThat(sent(first)).isEqualTo(whole.toString());
      if (!buffer.isGone()) {
        buffer.rewind();
        buffer.writeTo(second, direct);
        assertThat(sent(second)).isEqualTo(whole.toString());
      }
      buffer.letGo();
      assertThat(buffer.isEmpty()).isTrue();
      buffer.clear();
    }
  }

  @Test
  void whatHasNotBeenSentIsNotLetGo() {
    EmbeddedChannel channel = new EmbeddedChannel();
    buffer.add(part("a"));
    buffer.writeTo(channel, direct);
    buffer.add(part("b"));
    buffer.letGo();
    buffer.writeTo(channel, direct);
    assertThat(sent(channel)).isEqualTo("ab");
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void keepsOnlyWhatIsShortWhereMuchIsKept() {
    EmbeddedChannel channel = new EmbeddedChannel();
    all.add(101 * KIB);
    buffer.add(part("a".repeat(4 * KIB)));
    buffer.writeTo(channel, direct);
    assertThat(buffer.isGone()).isFalse();
    buffer.add(part("b"));
    assertThat(buffer.isFull()).isTrue();
    buffer.writeTo(channel, direct);
    assertThat(buffer.isGone()).isTrue();
    assertThat(sent(channel)).hasSize(4 * KIB + 1);
    all.remove(101 * KIB);
    assertThat(buffer.isFull()).isFalse();
    buffer.clear();
  }

  @Test
  void countsWhatItKeepsAndNoLonger() {
    EmbeddedChannel channel = new EmbeddedChannel();
    all.add(90 * KIB);
    buffer.add(part("a".repeat(11 * KIB)));
    assertThat(all.isMuch()).isTrue();
    buffer.clear();
    assertThat(all.isMuch()).isFalse();
    buffer.add(part("a".repeat(11 * KIB)));
    buffer.letGo();
    assertThat(all.isMuch()).isTrue();
    buffer.writeTo(channel, direct);
    assertThat(all.isMuch()).isFalse();
    assertThat(sent(channel)).hasSize(11 * KIB);
    all.remove(90 * KIB);
    buffer.clear();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static ByteBuf part(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int capacity = Math.max(1, bytes.length);
    return PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity).writeBytes(bytes);
  }

  private static String sent(EmbeddedChannel channel) {
    channel.flush();
    StringBuilder all = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.append(part.toString(StandardCharsets.US_ASCII));
      part.release();
    }
    return all.toString();
  }
}
