package io.ringkeeper.balancer.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpoolTest {

  private static final int CAPACITY = 4 * Spool.MOST;

  private final AtomicInteger wakes = new AtomicInteger();
  private final Spool spool =
      new Spool(CAPACITY, EnumSet.allOf(Text.class), wakes::incrementAndGet);
  private final Entry entry = new Entry();

  @Test
  void givesBackWhatWasPutIn() {
    Entries.whole().into(spool);
    Entries.refused().into(spool);
    assertThat(spool.next(entry)).isTrue();
    assertThat(entry.get(Figure.DURATION)).isEqualTo(12_345_678);
    assertThat(entry.get(Figure.ENDED)).isEqualTo(Ended.OK.ordinal());
    assertThat(text(Text.CLIENT)).isEqualTo("192.0.2.7");
    assertThat(text(Text.USER_AGENT)).isEqualTo("curl/8");
    assertThat(spool.next(entry)).isTrue();
    assertThat(entry.get(Figure.SLOT)).isEqualTo(-1);
    assertThat(entry.has(Text.METHOD)).isFalse();
    assertThat(spool.next(entry)).isFalse();
  }

  @Test
  void cutsWhatIsTooLong() {
    Entries all = Entries.whole();
    for (Text text : Text.values()) {
      all.with(text, "x".repeat(10_000));
    }
    all.into(spool);
    spool.next(entry);
    for (Text text : Text.values()) {
      assertThat(text(text)).hasSize(text.most);
    }
  }

  @Test
  void takesNoMoreThanItHasRoomForAndLosesNothingOfIt() {
    int taken = 0;
    while (put(taken)) {
      taken++;
    }
    assertThat(taken).isGreaterThan(10);
    assertThat(wakes.get()).isPositive();
    assertThat(put(taken)).isFalse();
    for (int i = 0; i < taken; i++) {
      assertThat(spool.next(entry)).isTrue();
      assertThat(text(Text.TARGET)).isEqualTo("/" + i);
    }
    assertThat(put(taken)).as("before it is released").isFalse();
    spool.release();
    assertThat(put(taken)).isTrue();
  }

  /** Producer and consumer at the same time, over many turns of the ring. */
  @Test
  void keepsTheOrderBetweenTwoThreads() throws InterruptedException {
    int count = 50_000;
    Thread producer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < count; i++) {
                while (!put(i)) {
                  Thread.onSpinWait();
                }
              }
            });
    int seen = 0;
    while (seen < count) {
      while (spool.next(entry)) {
        if (!text(Text.TARGET).equals("/" + seen)) {
          assertThat(text(Text.TARGET)).isEqualTo("/" + seen);
        }
        seen++;
      }
      spool.release();
    }
    producer.join();
    assertThat(spool.isEmpty()).isTrue();
  }

  /** Entries of many lengths. */
  private boolean put(int number) {
    return Entries.whole()
        .with(Text.TARGET, "/" + number)
        .with(Text.ID, "i".repeat(number % 97))
        .into(spool);
  }

  private String text(Text text) {
    int from = entry.from(text);
    return new String(entry.bytes(), from, entry.to(text) - from, ISO_8859_1);
  }
}
