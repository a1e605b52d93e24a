package io.ringkeeper.hashing;

/**
 * FNV-1a of 64 bits over ints of four bytes each, the lowest first. A fingerprint, and no proof
 * against forgery.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9923">RFC 9923: The FNV Non-Cryptographic Hash
 *     Algorithm</a>
 */
final class Fnv {

  private static final long PRIME = 0x100000001b3L;

  private long hash = 0xcbf29ce484222325L;

  Fnv add(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ (value >>> shift & 0xff)) * PRIME;
    }
    return this;
  }

  Fnv add(long value) {
    return add((int) value).add((int) (value >>> Integer.SIZE));
  }

  /** The members: how many there are, then the id and the weight of each. */
  Fnv add(Members members) {
    add(members.size());
    for (int index = 0; index < members.size(); index++) {
      add(members.idAt(index)).add(members.weightAt(index));
    }
    return this;
  }

  long hash() {
    return hash;
  }
}
