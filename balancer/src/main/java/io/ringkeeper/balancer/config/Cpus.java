package io.ringkeeper.balancer.config;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How much processor time a replica may take: {@code 0.5}, {@code 2}, or {@code 0} for no limit.
 *
 * @param nanos billionths of a processor; 0, or at least a hundredth of one
 */
public record Cpus(long nanos) {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,9})?");
  private static final long LEAST_NANOS = 10_000_000;

  static Cpus parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a number of processors (write 0.5, 2, or 0 for no limit)".formatted(text));
    }
    long nanos = new BigDecimal(text).movePointRight(9).longValueExact();
    if (nanos != 0 && nanos < LEAST_NANOS) {
      throw new IllegalArgumentException("'%s' is less than 0.01".formatted(text));
    }
    return new Cpus(nanos);
  }
}
