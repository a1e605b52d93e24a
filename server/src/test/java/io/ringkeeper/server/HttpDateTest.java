package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  @Test
  void agreesWithTheFormatterOnEveryDayOfFourYears() {
    var oracle =
        DateTimeFormatter.ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    var date = new HttpDate();
    Instant start = Instant.parse("2027-01-01T00:00:00.999Z");
    for (int day = 0; day < 4 * 366; day++) {
      Instant time = start.plusSeconds(day * 86_400L + day * 61L);
      assertThat(new String(date.line(time.toEpochMilli()), US_ASCII))
          .isEqualTo(oracle.format(time));
    }
  }
}
