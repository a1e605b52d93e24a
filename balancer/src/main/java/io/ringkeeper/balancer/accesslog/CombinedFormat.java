package io.ringkeeper.balancer.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The format that Apache and nginx call combined; bytes are escaped as nginx does it. */
final class CombinedFormat implements Format {

  private static final byte[] NOBODY = " - - [".getBytes(US_ASCII);
  private static final byte[] REQUEST = "] \"".getBytes(US_ASCII);
  private static final byte[] ESCAPE = "\\x".getBytes(US_ASCII);
  private static final byte[] VERSION = " HTTP/1.".getBytes(US_ASCII);

  private final DateTimeFormatter form;
  private long second = Long.MIN_VALUE;
  private byte[] date = {};

  CombinedFormat(ZoneId zone) {
    form = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(zone);
  }

  @Override
  public Set<Text> texts() {
    return EnumSet.complementOf(EnumSet.of(Text.ID, Text.REPLICA));
  }

  @Override
  public void append(Entry entry, long millis, Lines to) {
    long now = Math.floorDiv(millis, 1000L);
    if (now != second) {
      second = now;
      date = form.format(Instant.ofEpochSecond(now)).getBytes(US_ASCII);
    }
    to.escaped(entry, Text.CLIENT, ESCAPE).put(NOBODY).put(date).put(REQUEST);
    if (entry.has(Text.METHOD)) {
      to.escaped(entry, Text.METHOD, ESCAPE).put(' ').escaped(entry, Text.TARGET, ESCAPE);
      to.put(VERSION).put(entry.get(Figure.MINOR_VERSION));
    } else {
      to.put('-');
    }
    to.put('"').put(' ').put(entry.get(Figure.STATUS));
    to.put(' ').put(entry.get(Figure.SENT));
    quoted(entry, Text.REFERER, to);
    quoted(entry, Text.USER_AGENT, to);
    to.put('\n');
  }

  private static void quoted(Entry entry, Text text, Lines to) {
    to.put(' ').put('"');
    if (entry.has(text)) {
      to.escaped(entry, text, ESCAPE);
    } else {
      to.put('-');
    }
    to.put('"');
  }
}
