package io.ringkeeper.balancer.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory: {@code 512B}, {@code 64KiB}, {@code 1MiB}. */
public record ByteSize(int bytes) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");

  static ByteSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a size (write 512B, 64KiB or 1MiB)".formatted(text));
    }
    int shift =
        switch (form.group(2)) {
          case "MiB" -> 20;
          case "KiB" -> 10;
          default -> 0;
        };
    long bytes = Long.parseLong(form.group(1)) << shift;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("'%s' is too large".formatted(text));
    }
    return new ByteSize((int) bytes);
  }

  static ByteSize kibibytes(int count) {
    return new ByteSize(count << 10);
  }

  @Override
  public String toString() {
    if (bytes > 0 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
  }
}
