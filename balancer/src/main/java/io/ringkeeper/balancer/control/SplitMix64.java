package io.ringkeeper.balancer.control;

/**
 * A generator of random numbers whose whole state is one word, so that a fleet can carry it along.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, Fast splittable
 *     pseudorandom number generators, OOPSLA 2014</a>
 */
final class SplitMix64 {

  private long state;

  SplitMix64(long state) {
    this.state = state;
  }

  long state() {
    return state;
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number in {@code [0, bound)}. */
  int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(next(), bound);
  }
}
