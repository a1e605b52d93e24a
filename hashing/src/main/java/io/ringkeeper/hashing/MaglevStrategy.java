package io.ringkeeper.hashing;

/** Nearly perfect shares, for a few more moves: see {@link MaglevTable}. */
public record MaglevStrategy() implements Strategy {

  @Override
  public String name() {
    return "maglev";
  }

  @Override
  public int capacity() {
    return MaglevTable.SLOTS;
  }

  @Override
  public boolean knowsWeights() {
    return true;
  }

  @Override
  public int idFor(int ordinal) {
    return RingIds.requireOrdinal(ordinal);
  }

  @Override
  public MaglevTable build(Members members) {
    return MaglevTable.of(members);
  }
}
