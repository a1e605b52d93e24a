package io.ringkeeper.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** One event as one line: the time, the level, the sentence; the banner as it is. */
final class LogLine extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final String RESET = "\u001b[0m";
  private static final String GREY = "\u001b[90m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";

  private final boolean coloured;

  LogLine(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    if (event.getLoggerName().equals(Log.BANNER)) {
      return event.getFormattedMessage();
    }
    String level = "%-5s".formatted(event.getLevel());
    String line =
        paint(GREY, TIME.format(event.getInstant()))
            + ' '
            + paint(colour(event.getLevel()), level)
            + ' '
            + event.getFormattedMessage()
            + System.lineSeparator();
    return event.getThrowableProxy() == null
        ? line
        : line + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  private String paint(String colour, String text) {
    return coloured ? colour + text + RESET : text;
  }

  private static String colour(Level level) {
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return RED;
    }
    return level.isGreaterOrEqual(Level.WARN) ? YELLOW : GREEN;
  }
}
