package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.time.WallClock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  /** An hour east of Greenwich. */
  private static final class Hand implements WallClock {

    private long millis = 784_111_777_000L;

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.ofHours(1);
    }
  }

  private final Hand clock = new Hand();
  private final HttpDate date = new HttpDate(clock);

  @Test
  void isMadeOnceASecond() {
    String first = date.now();
    assertThat(first).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    clock.millis += 999;
    assertThat(date.now()).isSameAs(first);
    clock.millis += 1;
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
  }

  @Test
  void agreesWithTheFormatterOnEveryDayOfFourYears() {
    DateTimeFormatter oracle =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    for (int day = 0; day < 4 * 366; day++) {
      clock.millis += 86_461_000;
      assertThat(date.now()).isEqualTo(oracle.format(Instant.ofEpochMilli(clock.millis)));
    }
  }
}
