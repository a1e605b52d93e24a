package io.ringkeeper.hashing;

/**
 * Functions that turn numbers which may be much alike into numbers that look drawn at random. Each
 * is a bijection: different numbers never become the same.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">G. Steele, D. Lea, C. Flood: Fast
 *     Splittable Pseudorandom Number Generators, OOPSLA 2014</a>, whose mixing of 64 bits this is
 * @see <a href="https://github.com/aappleby/smhasher">A. Appleby: MurmurHash3</a>, whose {@code
 *     fmix32} is that of 32 bits
 */
final class Mixing {

  /** 2<sup>64</sup> divided by the golden ratio: its multiples stay clear of one another. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static final int FIRST = 0x85ebca6b;
  private static final int SECOND = 0xc2b2ae35;
  private static final int FIRST_INVERSE = inverse(FIRST);
  private static final int SECOND_INVERSE = inverse(SECOND);

  private Mixing() {}

  static long mix64(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The {@code n}-th number drawn from a seed, from 1: {@code SplittableRandom} draws the same. */
  static long draw(long seed, int n) {
    return mix64(seed + n * GOLDEN);
  }

  static int mix32(int value) {
    int h = (value ^ (value >>> 16)) * FIRST;
    h = (h ^ (h >>> 13)) * SECOND;
    return h ^ (h >>> 16);
  }

  /** What {@link #mix32} makes {@code mixed} from. */
  static int unmix32(int mixed) {
    int h = (mixed ^ (mixed >>> 16)) * SECOND_INVERSE;
    h = (h ^ (h >>> 13) ^ (h >>> 26)) * FIRST_INVERSE;
    return h ^ (h >>> 16);
  }

  /** Brings a mixed number evenly to 0 to {@code bound} − 1, by its upper bits. */
  static int reduce(long mixed, int bound) {
    return (int) Math.unsignedMultiplyHigh(mixed, bound);
  }

  /** What undoes a multiplication by an odd number; each step doubles the bits that are right. */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
