package io.ringkeeper.hashing;

import java.util.Arrays;

/**
 * How much each slot likes each member.
 *
 * <p>A member's <em>draw</em> at a slot is {@code mix32(slotKey(slot) ^ mix32(id))}, an int of
 * either sign. At one slot no two members draw the same, for every step can be undone; and so the
 * largest draw itself tells whose it is. What looks like half of the work, to remember who drew it,
 * is therefore done once for each slot instead of once for each slot and member.
 *
 * <p>Where weights differ, a draw is taken as a fraction u of all ints, and the member with the
 * lowest <em>cost</em> {@code −ln u / weight} is liked best: that is what makes shares proportional
 * to weights, and moves nothing between the others when one weight changes. {@link StrictMath}
 * gives the same on every machine. Of equal costs that of the larger weight comes first.
 */
final class Scores {

  static final int SLOTS = 1 << 16;

  /** Tried among sixty: capped, it moves the least when one of fifty members goes. */
  private static final int SEED = 23;

  private static final int[] SLOT_KEYS = slotKeys();

  /** So many slots at a time keep what they need in the first-level cache. */
  private static final int BLOCK = 1 << 11;

  private final Members members;
  private final int[] memberKeys;
  private final boolean equal;

  Scores(Members members) {
    this.members = members;
    this.memberKeys = Arrays.stream(members.ids()).map(Mixing::mix32).toArray();
    this.equal = members.areEqual();
  }

  private static int[] slotKeys() {
    int[] keys = new int[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      keys[slot] = (int) (Mixing.draw(slot, SEED) >>> Integer.SIZE);
    }
    return keys;
  }

  int draw(int slot, int index) {
    return Mixing.mix32(SLOT_KEYS[slot] ^ memberKeys[index]);
  }

  /** −ln u of a draw: more than 0, and the less the higher the draw. */
  private static double cost(int draw) {
    return -StrictMath.log(fraction(draw));
  }

  private static double fraction(int draw) {
    return (draw - (double) Integer.MIN_VALUE + 0.5) * 0x1p-32;
  }

  /** Whether a slot likes one member better than another. */
  boolean isBetter(int slot, int one, int other) {
    int draw = draw(slot, one);
    int otherDraw = draw(slot, other);
    if (equal) {
      return draw > otherDraw;
    }
    int weight = members.weightAt(one);
    int otherWeight = members.weightAt(other);
    if (weight == otherWeight) {
      return draw > otherDraw;
    }
    double cost = cost(draw) / weight;
    double otherCost = cost(otherDraw) / otherWeight;
    return cost < otherCost || (cost == otherCost && weight > otherWeight);
  }

  /** The best member of each slot, by index; there is at least one. */
  int[] winners() {
    int[] draws = new int[SLOTS];
    if (equal) {
      highest(draws, 1, true);
    } else {
      cheapest(draws);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      draws[slot] = members.indexOf(idOf(slot, draws[slot]));
    }
    return draws;
  }

  private static int idOf(int slot, int draw) {
    return Mixing.unmix32(Mixing.unmix32(draw) ^ SLOT_KEYS[slot]);
  }

  /** The highest draw at each slot, of all members or of those of one weight. */
  private void highest(int[] highest, int weight, boolean ofAll) {
    Arrays.fill(highest, Integer.MIN_VALUE);
    for (int from = 0; from < SLOTS; from += BLOCK) {
      for (int index = 0; index < memberKeys.length; index++) {
        if (ofAll || members.weightAt(index) == weight) {
          raise(highest, from, from + BLOCK, memberKeys[index]);
        }
      }
    }
  }

  /** Plain enough for the compiler to do eight slots at once. */
  private static void raise(int[] highest, int from, int to, int memberKey) {
    for (int slot = from; slot < to; slot++) {
      highest[slot] = Math.max(highest[slot], Mixing.mix32(SLOT_KEYS[slot] ^ memberKey));
    }
  }

  /** The draw of the lowest cost at each slot: among members of one weight it is the highest. */
  private void cheapest(int[] draws) {
    int[] weights = new int[size()];
    Arrays.setAll(weights, members::weightAt);
    int[] ascending = Arrays.stream(weights).distinct().sorted().toArray();
    double[] costs = new double[SLOTS];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    int[] highest = new int[SLOTS];
    for (int i = ascending.length - 1; i >= 0; i--) {
      highest(highest, ascending[i], false);
      improve(draws, costs, highest, ascending[i]);
    }
  }

  private static void improve(int[] draws, double[] costs, int[] highest, int weight) {
    for (int slot = 0; slot < SLOTS; slot++) {
      // −ln u is more than 1 − u, and a logarithm takes ten times as long as all the rest.
      if (1 - fraction(highest[slot]) < costs[slot] * weight) {
        double cost = cost(highest[slot]) / weight;
        if (cost < costs[slot]) {
          costs[slot] = cost;
          draws[slot] = highest[slot];
        }
      }
    }
  }

  int size() {
    return memberKeys.length;
  }
}
