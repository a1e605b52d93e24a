package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Candidates;
import java.util.Arrays;

/**
 * The replicas that one request has been tried at, by generation, and what it takes to find the
 * next. Confined to an event loop.
 */
public final class Tried {

  private final int loop;
  private final Candidates candidates = new Candidates();
  private long[] generations = new long[4];
  private int count;

  /** Of a request on this event loop; they are numbered from 0. */
  public Tried(int loop) {
    this.loop = loop;
  }

  int loop() {
    return loop;
  }

  public void add(ReplicaHandle handle) {
    if (count == generations.length) {
      generations = Arrays.copyOf(generations, count * 2);
    }
    generations[count++] = handle.generation();
  }

  public void clear() {
    count = 0;
  }

  /** To walk through, for whoever chooses; used again each time. */
  Candidates candidates() {
    return candidates;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean contains(ReplicaHandle handle) {
    for (int i = 0; i < count; i++) {
      if (generations[i] == handle.generation()) {
        return true;
      }
    }
    return false;
  }
}
