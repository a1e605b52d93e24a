package io.ringkeeper.balancer.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An object on each line. What was not known, such as the replica of a request that met none, is
 * left out. A byte that is not visible ASCII stands for the character of its number.
 */
final class JsonFormat implements Format {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final byte[] ESCAPE = "\\u00".getBytes(US_ASCII);
  private static final byte[] TIME = "{\"time\":\"".getBytes(US_ASCII);
  private static final byte[] ZONE = "Z\"".getBytes(US_ASCII);
  private static final byte[] VERSION = ",\"version\":\"1.".getBytes(US_ASCII);
  private static final byte[] ENDED = ",\"ended\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}\n".getBytes(US_ASCII);

  private static final byte[] CLIENT = key("client");
  private static final byte[] METHOD = key("method");
  private static final byte[] TARGET = key("target");
  private static final byte[] STATUS = key("status");
  private static final byte[] RECEIVED = key("received");
  private static final byte[] SENT = key("sent");
  private static final byte[] ID = key("id");
  private static final byte[] SLOT = key("slot");
  private static final byte[] REPLICA = key("replica");
  private static final byte[] ORDINAL = key("ordinal");
  private static final byte[] ATTEMPTS = key("attempts");
  private static final byte[] CONNECT = key("connect_ms");
  private static final byte[] FIRST_BYTE = key("first_byte_ms");
  private static final byte[] DURATION = key("duration_ms");

  private long second = Long.MIN_VALUE;
  private byte[] date = {};

  private static byte[] key(String name) {
    return (",\"" + name + "\":").getBytes(US_ASCII);
  }

  @Override
  public Set<Text> texts() {
    return EnumSet.complementOf(EnumSet.of(Text.REFERER, Text.USER_AGENT));
  }

  @Override
  public void append(Entry entry, long millis, Lines to) {
    time(millis, to);
    text(CLIENT, entry, Text.CLIENT, to);
    if (entry.has(Text.METHOD)) {
      text(METHOD, entry, Text.METHOD, to);
      text(TARGET, entry, Text.TARGET, to);
      to.put(VERSION).put(entry.get(Figure.MINOR_VERSION)).put('"');
    }
    to.put(STATUS).put(entry.get(Figure.STATUS));
    to.put(RECEIVED).put(entry.get(Figure.RECEIVED));
    to.put(SENT).put(entry.get(Figure.SENT));
    text(ID, entry, Text.ID, to);
    number(SLOT, entry, Figure.SLOT, to);
    if (entry.has(Text.REPLICA)) {
      text(REPLICA, entry, Text.REPLICA, to);
      to.put(ORDINAL).put(entry.get(Figure.ORDINAL));
      to.put(ATTEMPTS).put(entry.get(Figure.ATTEMPTS));
    }
    millis(CONNECT, entry, Figure.CONNECT, to);
    millis(FIRST_BYTE, entry, Figure.FIRST_BYTE, to);
    millis(DURATION, entry, Figure.DURATION, to);
    to.put(ENDED).put(Ended.text((int) entry.get(Figure.ENDED))).put(END);
  }

  private void time(long millis, Lines to) {
    long now = Math.floorDiv(millis, 1000L);
    if (now != second) {
      second = now;
      date = SECOND.format(Instant.ofEpochSecond(now)).getBytes(US_ASCII);
    }
    to.put(TIME).put(date).put('.').digits(Math.floorMod(millis, 1000L), 3).put(ZONE);
  }

  private static void text(byte[] key, Entry entry, Text text, Lines to) {
    if (entry.has(text)) {
      to.put(key).put('"').escaped(entry, text, ESCAPE).put('"');
    }
  }

  private static void number(byte[] key, Entry entry, Figure figure, Lines to) {
    long value = entry.get(figure);
    if (value >= 0) {
      to.put(key).put(value);
    }
  }

  private static void millis(byte[] key, Entry entry, Figure figure, Lines to) {
    long nanos = entry.get(figure);
    if (nanos >= 0) {
      to.put(key).millis(nanos);
    }
  }
}
