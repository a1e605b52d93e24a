package io.ringkeeper.hashing;

import static java.util.Objects.requireNonNull;

/**
 * The mission's ring: see {@link Ring}. Its servers all weigh the same.
 *
 * @param shape the size of the ring and its functions
 * @param ids how ordinals become ids
 */
public record RingStrategy(RingShape shape, RingIds ids) implements Strategy {

  public RingStrategy {
    requireNonNull(shape, "shape");
    requireNonNull(ids, "ids");
  }

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public int capacity() {
    return shape.capacity();
  }

  @Override
  public boolean knowsWeights() {
    return false;
  }

  @Override
  public int idFor(int ordinal) {
    return ids.idFor(ordinal, shape.slots());
  }

  @Override
  public Ring build(Members members) {
    if (members.maxWeight() > 1) {
      throw new IllegalArgumentException(
          "a ring knows no weights: every server has 1, for it stands on the ring %d times"
              .formatted(shape.virtualServers()));
    }
    return Ring.of(shape, members);
  }
}
