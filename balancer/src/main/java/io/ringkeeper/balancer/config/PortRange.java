package io.ringkeeper.balancer.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports from {@code first} to {@code last}, both included: {@code 20000-29999}. */
public record PortRange(int first, int last) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

  public PortRange {
    if (first < 1 || last < first || last > 65535) {
      throw new IllegalArgumentException(
          "%d-%d is not a range of ports from 1 to 65535".formatted(first, last));
    }
  }

  static PortRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a range of ports (write 20000-29999)".formatted(text));
    }
    return new PortRange(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** How many ports there are. */
  public int size() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
