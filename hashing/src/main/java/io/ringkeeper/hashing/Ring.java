package io.ringkeeper.hashing;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A consistent-hash ring with its members: which server owns which slot. Immutable, so any thread
 * may read it; a lookup is a few arithmetic operations and two array reads, and allocates nothing.
 *
 * <p>A ring is a pure function of its shape and the <em>set</em> of its members. It is built in
 * ascending (id, virtual server), whatever the order in which the ids were given, so two rings with
 * the same members agree on every slot. The package documentation explains the algorithm.
 *
 * <p>Members have an <em>id</em>, any int from 0, which decides where they stand, and an
 * <em>index</em>, 0 to {@link #size()} − 1 in ascending order of ids, under which callers keep what
 * they know about the member in arrays of their own.
 */
public final class Ring extends LookupTable {

  private final RingShape shape;
  private final int[] placed;

  // Copied from the shape: the lookup saves a dependent load for each.
  private final RequestHash requestHash;
  private final int mask;

  private Ring(RingShape shape, Members members, int[] placed) {
    super(members, owners(placed));
    this.shape = shape;
    this.placed = placed;
    this.requestHash = shape.requestHash();
    this.mask = shape.slots() - 1;
  }

  /**
   * The ring of these members.
   *
   * @param ids distinct, 0 or more, in any order; ids that agree modulo the number of slots are
   *     accepted, for probing tells them apart
   * @throws IllegalArgumentException if an id is negative or given twice
   * @throws IllegalStateException if there are more ids than {@link RingShape#capacity()}
   */
  public static Ring of(RingShape shape, int... ids) {
    requireNonNull(shape, "shape");
    return of(shape, Members.of(ids));
  }

  /** The weights of the members do not matter here. */
  static Ring of(RingShape shape, Members members) {
    if (members.size() > shape.capacity()) {
      throw new IllegalStateException(
          "%d servers do not fit: %d slots hold %d of %d virtual servers each; use more slots"
              .formatted(members.size(), shape.slots(), shape.capacity(), shape.virtualServers()));
    }
    return new Ring(shape, members, place(shape, members));
  }

  /** The index of the member that stands on each slot, or NONE. Ends, for the members fit. */
  private static int[] place(RingShape shape, Members members) {
    int mask = shape.slots() - 1;
    int[] placed = new int[shape.slots()];
    Arrays.fill(placed, NONE);
    for (int index = 0; index < members.size(); index++) {
      for (int j = 0; j < shape.virtualServers(); j++) {
        int slot = (int) shape.serverHash().slot(members.idAt(index), j) & mask;
        while (placed[slot] != NONE) {
          slot = (slot + 1) & mask;
        }
        placed[slot] = index;
      }
    }
    return placed;
  }

  /**
   * The index of the first member at each slot or clockwise from it. Two turns counter-clockwise:
   * the first finds who stands beyond the wrap, the second fills in the last slots correctly.
   */
  private static int[] owners(int[] placed) {
    int mask = placed.length - 1;
    int[] owners = new int[placed.length];
    int owner = NONE;
    for (int step = 2 * placed.length - 1; step >= 0; step--) {
      int slot = step & mask;
      if (placed[slot] != NONE) {
        owner = placed[slot];
      }
      owners[slot] = owner;
    }
    return owners;
  }

  /**
   * This ring and one more member, as a fresh build gives it.
   *
   * @throws IllegalArgumentException if the id is negative or a member already
   * @throws IllegalStateException if the ring is full
   */
  public Ring with(int id) {
    int[] ids = members.ids();
    int[] more = Arrays.copyOf(ids, ids.length + 1);
    more[ids.length] = id;
    return of(shape, more);
  }

  /**
   * This ring without one member, as a fresh build gives it.
   *
   * @throws IllegalArgumentException if the id is no member
   */
  public Ring without(int id) {
    int index = members.indexOf(id);
    if (index < 0) {
      throw new IllegalArgumentException("server id %d is not on the ring".formatted(id));
    }
    int[] ids = members.ids();
    int[] fewer = new int[ids.length - 1];
    System.arraycopy(ids, 0, fewer, 0, index);
    System.arraycopy(ids, index + 1, fewer, index, fewer.length - index);
    return of(shape, fewer);
  }

  public RingShape shape() {
    return shape;
  }

  @Override
  public int slotOf(long key) {
    return (int) requestHash.slot(key) & mask;
  }

  /** Clockwise. */
  @Override
  int after(int slot, int previous, int step) {
    return walk(slot, step);
  }

  @Override
  String noun() {
    return "ring";
  }

  /**
   * The id of the member with a virtual server on exactly this slot, or −1. For display: requests
   * are routed by {@link #ownerOf}.
   *
   * @throws IndexOutOfBoundsException if the slot is not 0 to slots − 1
   */
  public int virtualServerAt(int slot) {
    int index = placed[slot];
    return index == NONE ? NONE : members.idAt(index);
  }

  /**
   * A fingerprint of the table, for two balancers to compare: FNV-1a (64 bits) over the number of
   * slots, the number of virtual servers, and {@link #virtualServerAt} of every slot from 0, each
   * an int of four bytes, the lowest first. It says nothing of the request hash, and it is no proof
   * against forgery.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9923">RFC 9923: The FNV Non-Cryptographic Hash
   *     Algorithm</a>
   */
  @Override
  public long digest() {
    Fnv fnv = new Fnv().add(shape.slots()).add(shape.virtualServers());
    for (int slot = 0; slot < placed.length; slot++) {
      fnv.add(virtualServerAt(slot));
    }
    return fnv.hash();
  }

  /** Equal shapes and members; the tables follow from them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ring that && shape.equals(that.shape) && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + members.hashCode();
  }

  @Override
  public String toString() {
    return "Ring[slots=%d, virtualServers=%d, ids=%s, digest=%016x]"
        .formatted(shape.slots(), shape.virtualServers(), Arrays.toString(members.ids()), digest());
  }
}
