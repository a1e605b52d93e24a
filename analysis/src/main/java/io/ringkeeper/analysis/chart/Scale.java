package io.ringkeeper.analysis.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places: {@code low} lies at {@code from}, {@code high} at {@code to}.
 *
 * @param ticks the values that are worth a mark, ascending
 */
record Scale(double low, double high, double from, double to, boolean log, List<Double> ticks) {

  /** From 0 to {@code high}, with about {@code count} marks at round numbers. */
  static Scale linear(double high, int count, double from, double to) {
    double top = Math.max(high, 1e-9);
    double step = niceStep(top / count);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= top + step / 1e6; i++) {
      ticks.add(i * step);
    }
    return new Scale(0, top, from, to, false, ticks);
  }

  /** From one value to another, with marks at multiples of {@code step}. */
  static Scale between(double low, double high, double step, double from, double to) {
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(low / step) * step; tick <= high + step / 1e6; tick += step) {
      ticks.add(tick == 0 ? 0.0 : tick); // never minus zero
    }
    return new Scale(low, high, from, to, false, ticks);
  }

  /** By powers of ten that hold both values, which are positive. */
  static Scale decades(double low, double high, double from, double to) {
    int first = (int) Math.floor(Math.log10(low) + 1e-9);
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      ticks.add(Math.pow(10, power));
    }
    return new Scale(ticks.getFirst(), ticks.getLast(), from, to, true, ticks);
  }

  private static double niceStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double first = rough / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
  }

  /** The place of a value; what is beyond the ends lies at the end. */
  double at(double value) {
    double held = Math.clamp(value, low, high);
    double part = log ? Math.log(held / low) / Math.log(high / low) : (held - low) / (high - low);
    return from + part * (to - from);
  }
}
