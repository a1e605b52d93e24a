package io.ringkeeper.hashing;

/**
 * No moves that are not needed, or even shares for a very few more: see {@link RendezvousTable}.
 *
 * @param cap how much more than its fair share a member may own, 1 or more, or {@link
 *     RendezvousTable#NO_CAP}
 */
public record RendezvousStrategy(double cap) implements Strategy {

  /**
   * @throws IllegalArgumentException if the cap is less than 1, or not a number
   */
  public RendezvousStrategy {
    RendezvousTable.requireCap(cap);
  }

  @Override
  public String name() {
    return "rendezvous";
  }

  @Override
  public int capacity() {
    return RendezvousTable.SLOTS;
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
  public RendezvousTable build(Members members) {
    return RendezvousTable.of(members, cap);
  }
}
