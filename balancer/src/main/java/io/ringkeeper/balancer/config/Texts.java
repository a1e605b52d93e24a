package io.ringkeeper.balancer.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How text becomes numbers, switches, durations and choices. A wrong text is an error, never 0. */
final class Texts {

  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofHours(24);

  private Texts() {}

  static Integer integer(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("'%s' is not a whole number".formatted(text));
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("'%s' is too large".formatted(text));
    }
  }

  static Boolean bool(String text) {
    return switch (text) {
      case "true", "on" -> true;
      case "false", "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "'%s' is neither on nor off, true nor false".formatted(text));
    };
  }

  static Duration duration(String text) {
    Duration duration = anyDuration(text);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'%s' is longer than 24h".formatted(text));
    }
    return duration;
  }

  static Duration anyDuration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration (write 500ms, 2s or 5m)".formatted(text));
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** The constant whose name is {@code text}, in lower case and with hyphens. */
  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> lower(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is not one of %s"
                    .formatted(
                        text,
                        Arrays.stream(constants)
                            .map(Texts::lower)
                            .collect(Collectors.joining(", ")))));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
