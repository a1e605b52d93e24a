package io.ringkeeper.balancer.http;

import io.ringkeeper.balancer.time.WallClock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What time it is, as {@code Date} says it (RFC 9110 section 5.6.7); made once a second. Confined
 * to one thread.
 *
 * <p>By hand, since {@code DateTimeFormatter} would load locale data while an event loop waits, and
 * this package does without Netty, whose formatter would do.
 */
public final class HttpDate {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final WallClock clock;
  private long second = Long.MIN_VALUE;
  private String text = "";

  public HttpDate(WallClock clock) {
    this.clock = clock;
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  public String now() {
    long now = Math.floorDiv(clock.millis(), 1000L);
    if (now != second) {
      second = now;
      text = format(LocalDateTime.ofEpochSecond(now, 0, ZoneOffset.UTC));
    }
    return text;
  }

  private static String format(LocalDateTime time) {
    StringBuilder to = new StringBuilder(29);
    to.append(name(DAYS, time.getDayOfWeek().getValue())).append(", ");
    two(time.getDayOfMonth(), to).append(' ').append(name(MONTHS, time.getMonthValue()));
    to.append(' ').append(time.getYear()).append(' ');
    two(time.getHour(), to).append(':');
    two(time.getMinute(), to).append(':');
    return two(time.getSecond(), to).append(" GMT").toString();
  }

  private static String name(String names, int number) {
    return names.substring(3 * number - 3, 3 * number);
  }

  private static StringBuilder two(int number, StringBuilder to) {
    return to.append(number / 10).append(number % 10);
  }
}
