package io.ringkeeper.hashing;

/**
 * The function that gives each virtual server the slot that it would like to have. It must be pure:
 * a ring is a function of its members only while this is one of its arguments. It is called while a
 * ring is built, never in a lookup.
 */
@FunctionalInterface
public interface ServerHash {

  /**
   * The mission's {@code Phi(i, j) = i + j + 2j² + 25}: one pattern of slots, shifted by the id.
   */
  ServerHash MISSION = (i, j) -> i + j + 2L * j * j + 25;

  /** The original assignment's {@code Phi(i, j) = i² + j² + 2j + 25}. */
  ServerHash ORIGINAL = (i, j) -> i * i + (long) j * j + 2L * j + 25;

  /** A number drawn for each virtual server: what other rings do. */
  ServerHash MIX64 = (i, j) -> Mixing.draw(Mixing.mix64(i), j + 1);

  /**
   * The slot of one virtual server, not yet reduced: the ring keeps the low bits, so any value of
   * any sign is legal.
   *
   * @param id the server's id, 0 or more; a long, so that arithmetic on it is exact
   * @param j which of the server's virtual servers, from 0
   */
  long slot(long id, int j);
}
