package io.ringkeeper.balancer.routing;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One running replica as the data plane sees it: shared by successive tables, and the key of the
 * connection pools. Identity is the object.
 *
 * <p>Every event loop counts the exchanges that it has here by itself, so that no two write the
 * same cache line; whoever wants to know how many there are adds them up. An exchange enters and
 * leaves on one loop.
 *
 * <p>The control thread {@linkplain #retire retires}, and then each loop is told, by a task that
 * calls {@link #whenIdle}. A loop that has run it cannot miss that nobody may enter any more, for
 * the handing over of a task orders what was written before; and what is inside it counts itself.
 * So once all loops are idle nobody can be inside, now or later, and no loop had to wait for what
 * another had written.
 */
public final class ReplicaHandle {

  private final int ordinal;
  private final long generation;
  private final String name;
  private final InetSocketAddress address;
  private final Seats seats;
  private final @Nullable Runnable[] whenIdle;
  private volatile boolean retired;

  /** A replica that so many event loops may enter, which are numbered from 0. */
  public ReplicaHandle(
      int ordinal, long generation, String name, InetSocketAddress address, int loops) {
    this.ordinal = ordinal;
    this.generation = generation;
    this.name = name;
    this.address = address;
    this.seats = new Seats(loops);
    this.whenIdle = new @Nullable Runnable[loops];
  }

  public int ordinal() {
    return ordinal;
  }

  public long generation() {
    return generation;
  }

  public String name() {
    return name;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** How many exchanges are inside: exact where none enters or leaves meanwhile. */
  public int inFlight() {
    return seats.inside();
  }

  public boolean retired() {
    return retired;
  }

  /** Counts one exchange in; false, and counts nothing, if this replica has been retired. */
  public boolean enter(int loop) {
    if (retired) {
      return false;
    }
    seats.inside(loop, 1);
    return true;
  }

  /** Counts one exchange out, on the loop where it came in. */
  public void leave(int loop) {
    int left = seats.inside(loop, -1);
    if (retired && left == 0) {
      announceIdle(loop);
    }
  }

  /** Lets nobody in any more; a loop may see that a moment later. Control thread only. */
  public void retire() {
    retired = true;
  }

  /**
   * Runs {@code announce} once, on this loop, as soon as none of its exchanges is inside a replica
   * that has been retired. To be called on the loop, once.
   */
  public void whenIdle(int loop, Runnable announce) {
    whenIdle[loop] = announce;
    if (seats.inside(loop) == 0) {
      announceIdle(loop);
    }
  }

  private void announceIdle(int loop) {
    Runnable announce = whenIdle[loop];
    if (announce != null) {
      whenIdle[loop] = null;
      announce.run();
    }
  }

  /** Who is inside and, with a bound on loads, the seats of whoever has been admitted. */
  Seats seats() {
    return seats;
  }

  @Override
  public String toString() {
    return name + " (ordinal " + ordinal + ", " + address + ")";
  }
}
