package io.ringkeeper.analysis.chart;

import java.util.Locale;

/** Numbers as people read them; no line breaks between a number and its unit. */
public final class Words {

  private static final double HARDLY_ANY = 0.0005;

  private Words() {}

  /** {@code 10,000}. */
  public static String count(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }

  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 36.9 %}; {@code part} is 0 to 1. What is hardly any is told from what is none. */
  public static String percent(double part) {
    if (part < HARDLY_ANY) {
      return part > 0 ? "under\u00a00.1\u00a0%" : "0\u00a0%";
    }
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * part);
  }

  /** {@code 1.11 ×}. */
  public static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f\u00a0×", ratio);
  }

  /** A time: {@code 0.42 ms}, {@code 38 ms}, {@code 2.41 s}. */
  public static String span(double millis) {
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.2f\u00a0ms", millis);
    }
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.0f\u00a0ms", millis)
        : String.format(Locale.ROOT, "%.2f\u00a0s", millis / 1_000);
  }

  /** A probability; what is hardly any is said so. */
  public static String chance(double p) {
    if (p < 1e-6) {
      return "less than 0.000001";
    }
    return String.format(Locale.ROOT, p < 0.001 ? "%.6f" : "%.3f", p);
  }

  /** A mark on an axis: {@code 0.5}, {@code 2,000}. */
  static String tick(double value) {
    return value == Math.rint(value)
        ? count(value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
