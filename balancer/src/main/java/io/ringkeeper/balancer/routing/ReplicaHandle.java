package io.ringkeeper.balancer.routing;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One running replica as the data plane sees it: shared by successive tables, and the key of the
 * connection pools. Identity is the object.
 *
 * <p>Any thread may {@link #enter} and {@link #leave}; only the control thread {@linkplain #retire
 * retires}. To enter is to count first and to look at {@code retired} second, while to retire is to
 * set it first and to look at the count second: one of the two always sees the other, so that once
 * a retired handle is idle nobody can be inside, now or later.
 */
public final class ReplicaHandle {

  private final int ordinal;
  private final long generation;
  private final String name;
  private final InetSocketAddress address;
  private final PaddedCounter inFlight = new PaddedCounter();
  private final AtomicReference<@Nullable Runnable> whenIdle = new AtomicReference<>();
  private volatile boolean retired;

  public ReplicaHandle(int ordinal, long generation, String name, InetSocketAddress address) {
    this.ordinal = ordinal;
    this.generation = generation;
    this.name = name;
    this.address = address;
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

  /** How many exchanges are inside. */
  public int inFlight() {
    return inFlight.get();
  }

  public boolean retired() {
    return retired;
  }

  /** Counts one exchange in; false, and counts nothing, if this replica has been retired. */
  public boolean enter() {
    inFlight.incrementAndGet();
    if (!retired) {
      return true;
    }
    leave();
    return false;
  }

  /**
   * Counts one exchange in if those inside, {@code unit} each, are less than {@code room}: how many
   * it makes, or 0 if nothing was counted, also because this replica has been retired.
   */
  int enterBelow(long unit, long room) {
    int inside;
    do {
      inside = inFlight.get();
      if (inside * unit >= room) {
        return 0;
      }
    } while (!inFlight.compareAndSet(inside, inside + 1));
    if (!retired) {
      return inside + 1;
    }
    leave();
    return 0;
  }

  /** Counts one exchange out. */
  public void leave() {
    inFlight.decrementAndGet();
    // Looks at the count after the flag: between our own zero and the flag somebody may enter.
    if (retired && inFlight.get() == 0) {
      announceIdle();
    }
  }

  /**
   * Lets nobody in any more. {@code whenIdle} runs once, on whatever thread comes last, as soon as
   * nobody is inside; retiring again changes nothing.
   */
  public void retire(Runnable whenIdle) {
    if (retired) {
      return;
    }
    this.whenIdle.set(whenIdle);
    retired = true;
    if (inFlight.get() == 0) {
      announceIdle();
    }
  }

  private void announceIdle() {
    Runnable waiting = whenIdle.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  @Override
  public String toString() {
    return name + " (ordinal " + ordinal + ", " + address + ")";
  }
}
