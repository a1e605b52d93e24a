package io.ringkeeper.hashing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who is to share the keys: a set of ids, each with a weight. Immutable, and in ascending order of
 * ids whatever the order in which they were given, for a {@link Strategy} is a function of the set.
 */
public final class Members {

  /** The largest weight; the smallest is 1. */
  public static final int MAX_WEIGHT = 1_000;

  private static final Members NONE = new Members(new int[0], new int[0]);

  private final int[] ids;
  private final int[] weights;

  private Members(int[] ids, int[] weights) {
    this.ids = ids;
    this.weights = weights;
  }

  /**
   * Members of equal weight, which is 1.
   *
   * @param ids distinct, 0 or more, in any order
   * @throws IllegalArgumentException if an id is negative or given twice
   */
  public static Members of(int... ids) {
    int[] weights = new int[ids.length];
    Arrays.fill(weights, 1);
    return weighted(ids, weights);
  }

  /**
   * Members with their weights: one of weight 2 is to have twice the keys of one of weight 1.
   *
   * @param ids distinct, 0 or more, in any order
   * @param weights 1 to {@link #MAX_WEIGHT}, in the order of the ids
   * @throws IllegalArgumentException if an id is negative or given twice, a weight is out of its
   *     range, or there are not as many weights as ids
   */
  public static Members weighted(int[] ids, int[] weights) {
    if (ids.length != weights.length) {
      throw new IllegalArgumentException(
          "%d members cannot have %d weights".formatted(ids.length, weights.length));
    }
    long[] pairs = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      requireId(ids[i]);
      requireWeight(ids[i], weights[i]);
      pairs[i] = (long) ids[i] << Integer.SIZE | weights[i];
    }
    Arrays.sort(pairs);
    Members members = new Members(new int[pairs.length], new int[pairs.length]);
    for (int i = 0; i < pairs.length; i++) {
      members.ids[i] = (int) (pairs[i] >>> Integer.SIZE);
      members.weights[i] = (int) pairs[i];
      if (i > 0 && members.ids[i] == members.ids[i - 1]) {
        throw new IllegalArgumentException(
            "server id %d is there already: ids are distinct".formatted(members.ids[i]));
      }
    }
    return members;
  }

  /** The empty set. */
  public static Members none() {
    return NONE;
  }

  private static void requireId(int id) {
    if (id < 0) {
      throw new IllegalArgumentException(
          "server id %d is negative: ids are 0 or more".formatted(id));
    }
  }

  private static void requireWeight(int id, int weight) {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight %d of server id %d is out of range: weights are 1 to %d"
              .formatted(weight, id, MAX_WEIGHT));
    }
  }

  /** How many there are. */
  public int size() {
    return ids.length;
  }

  /**
   * The id of a member; ids ascend with the index.
   *
   * @throws IndexOutOfBoundsException if the index is not 0 to {@link #size()} − 1
   */
  public int idAt(int index) {
    return ids[index];
  }

  /**
   * The weight of a member.
   *
   * @throws IndexOutOfBoundsException if the index is not 0 to {@link #size()} − 1
   */
  public int weightAt(int index) {
    return weights[index];
  }

  /** The index of an id, or a negative number if it is no member's. */
  public int indexOf(int id) {
    return Arrays.binarySearch(ids, id);
  }

  /** The sum of all weights. */
  public long totalWeight() {
    return Arrays.stream(weights).asLongStream().sum();
  }

  /** The largest of the weights, 0 if there are none. */
  public int maxWeight() {
    return Arrays.stream(weights).max().orElse(0);
  }

  /** Whether all weights are the same, so that they do not matter. */
  public boolean areEqual() {
    return Arrays.stream(weights).distinct().count() <= 1;
  }

  int[] ids() {
    return ids.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Members that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(weights);
  }

  /** {@code [1, 2, 5×3]}: of these three the last has weight 3. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < ids.length; i++) {
      text.append(i == 0 ? "" : ", ").append(ids[i]);
      text.append(weights[i] == 1 ? "" : "×" + weights[i]);
    }
    return text.append(']').toString();
  }
}
