package io.ringkeeper.balancer.config;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How much more than its fair share somebody may have: {@code 1.25} or {@code off}.
 *
 * @param thousandths 1,000 to 100,000; 0 for off
 */
public record Factor(int thousandths) {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");
  private static final int LEAST = 1_000;
  private static final int MOST = 100_000;

  /** Whether there is a limit at all. */
  public boolean isOn() {
    return thousandths > 0;
  }

  /** The factor as a number; only while {@link #isOn}. */
  public double value() {
    return thousandths / 1000.0;
  }

  static Factor parse(String text) {
    if (text.equals("off")) {
      return new Factor(0);
    }
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a factor (write 1.25, or off)".formatted(text));
    }
    int thousandths = new BigDecimal(text).movePointRight(3).intValueExact();
    if (thousandths < LEAST || thousandths > MOST) {
      throw new IllegalArgumentException("'%s' is not between 1 and 100".formatted(text));
    }
    return new Factor(thousandths);
  }
}
