package io.ringkeeper.hashing;

/**
 * Which member owns which key: what a {@link Strategy} makes of {@link Members}. Immutable, so any
 * thread may read it; a lookup is a few arithmetic operations and an array read, and allocates
 * nothing.
 *
 * <p>A key belongs to a <em>slot</em>, and a slot has an owner. Members are spoken of by their
 * <em>index</em>, 0 to {@link #size()} − 1 in ascending order of ids, under which callers keep what
 * they know about the member in arrays of their own.
 *
 * <p>A table is a pure function of its strategy and the <em>set</em> of its members: two that have
 * these in common agree on every slot and on every {@linkplain Candidates order of candidates},
 * whatever their histories were, and have the same {@link #digest}.
 */
public abstract sealed class LookupTable permits Ring, MaglevTable, RendezvousTable {

  static final int NONE = -1;

  final Members members;
  final int[] owners;

  LookupTable(Members members, int[] owners) {
    this.members = members;
    this.owners = owners;
  }

  /** Who shares the keys. */
  public final Members members() {
    return members;
  }

  /** The number of members. */
  public final int size() {
    return members.size();
  }

  /**
   * The id of a member; ids ascend with the index.
   *
   * @throws IndexOutOfBoundsException if the index is not 0 to {@link #size()} − 1
   */
  public final int idAt(int index) {
    return members.idAt(index);
  }

  /** The number of slots. */
  public final int slots() {
    return owners.length;
  }

  /** The slot of a key, 0 to slots − 1. Every key has one, also a negative one. */
  public abstract int slotOf(long key);

  /**
   * The index of the member that owns a slot; −1 if there are no members.
   *
   * @throws IndexOutOfBoundsException if the slot is not 0 to slots − 1
   */
  public final int ownerOf(int slot) {
    return owners[slot];
  }

  /**
   * The id of the member that owns a key.
   *
   * @throws IllegalStateException if there are no members
   */
  public final int ownerIdOf(long key) {
    int owner = owners[slotOf(key)];
    if (owner == NONE) {
      throw new IllegalStateException("the " + noun() + " is empty: add a server first");
    }
    return members.idAt(owner);
  }

  /** How many slots each member owns, by index. */
  public final int[] shares() {
    int[] shares = new int[size()];
    for (int owner : owners) {
      if (owner != NONE) {
        shares[owner]++;
      }
    }
    return shares;
  }

  /**
   * A fingerprint of the table, for two balancers to compare. It says nothing of how a key finds
   * its slot, and it is no proof against forgery.
   */
  public abstract long digest();

  /** What the table is called in a sentence. */
  abstract String noun();

  /**
   * Who follows {@code previous} in the failover order of a slot, where {@code step} counts from 1;
   * may repeat who came before, and names everybody in the end. The owner is at step 0.
   */
  abstract int after(int slot, int previous, int step);

  /** Walks the slots upwards, and from the last to the first. */
  final int walk(int slot, int step) {
    int at = slot + step;
    return owners[at < owners.length ? at : at - owners.length];
  }
}
