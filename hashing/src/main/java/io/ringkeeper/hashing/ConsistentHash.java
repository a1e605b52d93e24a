package io.ringkeeper.hashing;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A consistent-hash ring whose members change: servers come and go, and a key keeps its server as
 * far as possible.
 *
 * <pre>{@code
 * var hash = new ConsistentHash();
 * hash.addServer(1);
 * hash.addServer(2);
 * int server = hash.getServerForKey(132_574);
 * }</pre>
 *
 * <p>Any thread may call any method. Lookups never wait: they read one immutable {@link Ring}, and
 * a change builds the next one aside and publishes it whole. A change that is refused changes
 * nothing. Changes take turns among themselves.
 */
public final class ConsistentHash {

  private volatile Ring ring;

  /** An empty ring of the {@linkplain RingShape#mission() mission's shape}. */
  public ConsistentHash() {
    this(RingShape.mission());
  }

  /** An empty ring of this shape. */
  public ConsistentHash(RingShape shape) {
    this.ring = Ring.of(shape);
  }

  /**
   * Adds a server with all its virtual servers.
   *
   * @param id 0 or more; ids that agree modulo the number of slots are different servers
   * @throws IllegalArgumentException if the id is negative or was added already
   * @throws IllegalStateException if the ring is full
   */
  public synchronized void addServer(int id) {
    ring = ring.with(id);
  }

  /**
   * Removes a server; others take its keys over.
   *
   * @throws IllegalArgumentException if the id is not on the ring
   */
  public synchronized void removeServer(int id) {
    ring = ring.without(id);
  }

  /**
   * The id of the server that owns a key.
   *
   * @param key any value, also a negative one
   * @throws IllegalStateException if there is no server
   */
  public int getServerForKey(long key) {
    return ring.ownerIdOf(key);
  }

  /** The ids of the servers of this moment, ascending; unmodifiable. */
  public List<Integer> servers() {
    Ring now = ring;
    return IntStream.range(0, now.size()).map(now::idAt).boxed().toList();
  }

  /** The ring of this moment, for several questions that must agree with one another. */
  public Ring ring() {
    return ring;
  }
}
