package io.ringkeeper.bench;

import java.util.Arrays;

/** Keys of which few are asked for often. */
final class Keys {

  private Keys() {}

  /** How likely it is that a key is one of the first i + 1 of so many, by Zipf's law. */
  static double[] zipf(int count) {
    double[] cumulated = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1.0 / (i + 1);
      cumulated[i] = sum;
    }
    for (int i = 0; i < count; i++) {
      cumulated[i] /= sum;
    }
    return cumulated;
  }

  /** The key at a fraction, 0 to 1, of all requests. */
  static long draw(double[] cumulated, double fraction) {
    int found = Arrays.binarySearch(cumulated, fraction);
    return found < 0 ? -found - 1L : found;
  }
}
