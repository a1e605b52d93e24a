package io.ringkeeper.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time as people type it: {@code 500ms}, {@code 1.5s}, {@code 2m}; without a unit, seconds.
 */
final class Seconds implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h)?");
  private static final double NANOS = 1e9;

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException("'" + text + "' is no time; write 500ms, 10s, 2m or 1h");
    }
    String unit = form.group(2);
    double seconds =
        switch (unit == null ? "s" : unit) {
          case "ms" -> 1e-3;
          case "m" -> 60;
          case "h" -> 3600;
          default -> 1;
        };
    double all = Double.parseDouble(form.group(1)) * seconds;
    long whole = (long) all;
    return Duration.ofSeconds(whole, Math.round((all - whole) * NANOS));
  }
}
