package io.ringkeeper.balancer.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a replica may take: {@code 256MiB}, {@code 2GiB}, or {@code 0} for no limit.
 *
 * @param bytes 0, or at least 6 MiB, below which engines refuse
 */
public record Memory(long bytes) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(MiB|GiB)");
  private static final long LEAST_BYTES = 6L << 20;

  static Memory parse(String text) {
    if (text.equals("0")) {
      return new Memory(0);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an amount of memory (write 256MiB, 2GiB, or 0 for no limit)"
              .formatted(text));
    }
    long bytes = Long.parseLong(form.group(1)) << (form.group(2).equals("GiB") ? 30 : 20);
    if (bytes < LEAST_BYTES) {
      throw new IllegalArgumentException("'%s' is less than 6MiB".formatted(text));
    }
    return new Memory(bytes);
  }
}
