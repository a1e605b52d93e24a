package io.ringkeeper.analysis.load;

/**
 * Zipf's law by rejection-inversion: no table, and about one attempt for each number, whatever the
 * exponent and the population. From Hörmann and Derflinger, <i>Rejection-inversion to generate
 * variates from monotone discrete distributions</i>, ACM TOMACS 6 (1996).
 */
final class Zipf {

  /** So near to 0 that the first terms of the series are exact. */
  private static final double NEAR = 1e-8;

  private final double exponent;
  private final long population;
  private final double first;
  private final double last;
  private final double sure;

  Zipf(double exponent, long population) {
    if (!(exponent > 0 && exponent <= 100)) {
      throw new IllegalArgumentException(
          "the exponent of Zipf's law is more than 0 and at most 100, not " + exponent);
    }
    if (population < 1 || population > 1L << 50) {
      throw new IllegalArgumentException(
          "the population of Zipf's law is 1 or more and at most 2^50, not " + population);
    }
    this.exponent = exponent;
    this.population = population;
    this.first = integral(1.5) - 1;
    this.last = integral(population + 0.5);
    this.sure = 2 - inverse(integral(2.5) - density(2));
  }

  /** From 1, the most frequent, to the population. */
  long rank(Dice dice) {
    while (true) {
      double u = last + dice.next() * (first - last);
      double x = inverse(u);
      long k = Math.clamp(Math.round(x), 1, population);
      if (k - x <= sure || u >= integral(k + 0.5) - density((double) k)) {
        return k;
      }
    }
  }

  private double density(double x) {
    return Math.exp(-exponent * Math.log(x));
  }

  /** Of the density, from 1 to x. */
  private double integral(double x) {
    double log = Math.log(x);
    double t = (1 - exponent) * log;
    return log * (Math.abs(t) < NEAR ? 1 + t / 2 : Math.expm1(t) / t);
  }

  private double inverse(double y) {
    double t = Math.max(-1, y * (1 - exponent));
    return Math.exp(y * (Math.abs(t) < NEAR ? 1 - t / 2 : Math.log1p(t) / t));
  }
}
