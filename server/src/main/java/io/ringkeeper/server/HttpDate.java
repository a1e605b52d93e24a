package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The {@code Date} header (RFC 9110 5.6.7), made once a second. For one thread only.
 *
 * <p>By hand, since {@code DateTimeFormatter} and {@code String.format} load locale data that a
 * small process would have to carry and the first answer to wait for.
 */
final class HttpDate {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private long second = Long.MIN_VALUE;
  private byte[] line = {};

  /** {@code Date: Sun, 06 Nov 1994 08:49:37 GMT}, CR and LF. */
  byte[] line(long epochMillis) {
    long now = Math.floorDiv(epochMillis, 1_000L);
    if (now != second) {
      second = now;
      line = ("Date: " + format(now) + "\r\n").getBytes(US_ASCII);
    }
    return line;
  }

  private static String format(long epochSecond) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    return name(DAYS, time.getDayOfWeek().getValue())
        + ", "
        + two(time.getDayOfMonth())
        + " "
        + name(MONTHS, time.getMonthValue())
        + " "
        + time.getYear()
        + " "
        + two(time.getHour())
        + ":"
        + two(time.getMinute())
        + ":"
        + two(time.getSecond())
        + " GMT";
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  private static String name(String names, int number) {
    return names.substring(3 * number - 3, 3 * number);
  }
}
