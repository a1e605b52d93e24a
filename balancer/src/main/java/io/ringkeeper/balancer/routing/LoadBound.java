package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.Candidates;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How much more than its share of the requests in flight a replica may be given: none is admitted
 * that would be more than {@code ⌈c · (in flight + 1) · weight / sum of the weights⌉} there, where
 * the weight of whoever starts slowly is as much less. One object for all tables and event loops;
 * nothing here waits or locks, and no request allocates.
 *
 * <p>A request counts as in flight from its arrival to its end. Of both numbers a loop knows
 * cheaply which way they err: of those at a replica never too few ({@link Seats}), of those in
 * flight never too many ({@link InFlight}). Most of the time that is enough to see that there is
 * room, and then no other loop need be asked or told. Where it is not, the loop collects seats that
 * others keep and, if that is not enough, adds up what is in flight and collects all; so it decides
 * as if each number was one exact count. So the bound is exact but for requests that begin or end
 * on other loops between the look at the total and the taking of the seat: the total may be off by
 * those. And who looks exactly at the very moment at which another loop holds the empty seats may
 * be turned away once too often.
 *
 * <p>One error is made on purpose. Where a replica stays full, a loop does not look at others each
 * time: {@link Seats#MOST_UNSEEN} of its requests in a row, at most, may be turned away because it
 * looked in vain lately, though by now another loop keeps a seat, or has more in flight than it has
 * announced. None is admitted above the bound for that; a loop with fewer than {@link Seats#MANY}
 * there makes no such error, nor does a single loop.
 *
 * <p>As the sum of all bounds is more than what is in flight, somebody always has room; who finds
 * nobody was overtaken by another loop, and looks again. What a full replica turns away goes to
 * others as {@link Candidates#overflow} draws them.
 *
 * @see <a href="https://arxiv.org/abs/1608.01350">V. Mirrokni, M. Thorup, M. Zadimoghaddam:
 *     Consistent Hashing with Bounded Loads, SODA 2018</a>
 */
public final class LoadBound {

  private static final int ONE = 1_000;

  /** To be overtaken so often in a row is unheard of; a loop must not end here if it happens. */
  private static final int MOST_PASSES = 1_000;

  /** In the first a loop does not look everywhere. */
  private static final int MOST_PASSES_WITH_TRIED = 2;

  /**
   * For its own requests at a replica a loop keeps twice the part that the bound leaves above the
   * share, and twice as much at most where they leave: so, with a bound of up to 1.25, the loops
   * together soon keep all that it leaves, and write no word in common until one of them has used
   * up its part.
   */
  private static final double KEPT = 2;

  /** Less than 1, so that who has no request there any more keeps nothing. */
  private static final double MOST_KEPT = 0.5;

  /** To find no more empty seats than that is to have looked in vain. */
  private static final int HARDLY_ANY = 2;

  private static final int FRACTION = 32;

  private final int thousandths;
  private final int loops;
  private final InFlight inFlight;
  private final long kept;
  private final LongAdder spilled = new LongAdder();
  private final LongAdder exceeded = new LongAdder();

  /**
   * A bound of this factor.
   *
   * @param thousandths of the share, 1,000 or more; 0 for no bound
   * @param loops how many event loops admit requests
   * @throws IllegalArgumentException if the factor is less than 1
   */
  public LoadBound(int thousandths, int loops) {
    if (thousandths != 0 && thousandths < ONE) {
      throw new IllegalArgumentException(
          "a bound below the fair share leaves requests without a replica: " + thousandths);
    }
    this.thousandths = thousandths;
    this.loops = loops;
    this.inFlight = new InFlight(loops);
    double above = Math.max(thousandths - ONE, 0) / (double) ONE;
    this.kept = (long) (Math.min(KEPT * above, MOST_KEPT) * (1L << FRACTION));
  }

  /** No bound. */
  public static LoadBound off() {
    return new LoadBound(0, 0);
  }

  /** Whether there is a bound. */
  public boolean isOn() {
    return thousandths > 0;
  }

  /** The requests in flight, with those that are being placed; 0 if there is no bound. */
  public int inFlight() {
    return inFlight.sum();
  }

  /** How many requests were turned away from a full replica, and taken by another. */
  public long spilled() {
    return spilled.sum();
  }

  /** How many requests were admitted above the bound, for want of anybody else. */
  public long exceeded() {
    return exceeded.sum();
  }

  /** Counts a request that has come to this loop; each is counted out once, there. */
  public void requestBegins(int loop) {
    if (isOn()) {
      inFlight.begin(loop);
    }
  }

  /** Counts out a request that is over, after it has left its replica. */
  public void requestEnds(int loop) {
    if (isOn()) {
      inFlight.end(loop);
    }
  }

  /**
   * The most requests that a position may have.
   *
   * @param index names the position in the table's own order
   * @param requests in flight, with the one that is to be placed
   */
  public long limit(RoutingTable table, int index, int requests) {
    long weight = table.weightNow(index);
    return Math.ceilDiv(thousandths * weight * requests, ONE * table.takersWeight());
  }

  /** Enters the first candidate that has room; null if there is no candidate. */
  @Nullable ReplicaHandle enter(RoutingTable table, long key, Tried tried) {
    int passes = 0;
    while (true) {
      int home = table.nextIndex(key, tried);
      ReplicaHandle first = home < 0 ? null : table.taker(home);
      if (first == null) {
        return null;
      }
      boolean again = passes > 0;
      if (enter(table, home, first, tried, again)) {
        return first;
      }
      if (first.retired()) {
        tried.add(first);
      } else {
        ReplicaHandle other = overflow(table, key, first, tried, again, table.isRamping());
        if (other == null && table.isRamping()) {
          other = overflow(table, key, first, tried, again, false);
        }
        if (other != null) {
          spilled.increment();
          return other;
        }
        // Whoever was tried or is retired leaves too little room for what they would have taken:
        // better too much for somebody than an error for a client that was admitted once.
        int most = tried.isEmpty() ? MOST_PASSES : MOST_PASSES_WITH_TRIED;
        if (++passes >= most && first.enter(tried.loop())) {
          first.seats().sit();
          exceeded.increment();
          return first;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Enters any that has room but the first, who has just been found to be full. */
  private @Nullable ReplicaHandle overflow(
      RoutingTable table,
      long key,
      ReplicaHandle first,
      Tried tried,
      boolean again,
      boolean inTurn) {
    Candidates candidates = tried.candidates();
    candidates.overflow(table.lookup(), key);
    for (int index = candidates.next(); index >= 0; index = candidates.next()) {
      boolean mayTake = !inTurn || table.isTurn(index, key);
      ReplicaHandle handle = mayTake ? table.taker(index) : null;
      if (handle != null && handle != first && !tried.contains(handle)) {
        if (enter(table, index, handle, tried, again)) {
          return handle;
        }
        if (handle.retired()) {
          tried.add(handle);
        }
      }
    }
    return null;
  }

  private boolean enter(
      RoutingTable table, int index, ReplicaHandle handle, Tried tried, boolean again) {
    if (!handle.enter(tried.loop())) {
      return false;
    }
    if (admit(table, index, handle.seats(), tried.loop(), again)) {
      return true;
    }
    handle.leave(tried.loop());
    return false;
  }

  /**
   * Whether one more may come to those that have been admitted: {@code n ≤ ⌈a / b⌉} is {@code (n −
   * 1) · b < a}, and a division takes longer.
   *
   * @param again whether nobody else had room, so that this loop looks in any case
   */
  private boolean admit(RoutingTable table, int index, Seats seats, int loop, boolean again) {
    long unit = ONE * table.takersWeight();
    long share = thousandths * table.weightNow(index);
    while (true) {
      int empty = seats.empty(loop);
      int taken = seats.taken();
      long used = (taken - empty) * unit;
      long room = share * inFlight.least(loop) - used;
      if (room <= 0) {
        if (!again && loops > 1 && !seats.looks(loop)) {
          return false;
        }
        int held = seats.collect(loop);
        if (held > 0) {
          seats.looked(loop, held <= HARDLY_ANY);
          return admit(seats, held, unit, share, loop);
        }
        room = share * inFlight.sum(loop) - used;
        seats.looked(loop, room <= 0);
        if (room <= 0) {
          return false;
        }
      }
      boolean seated =
          empty > 0
              ? seats.sit(loop, empty)
              : seats.take(loop, taken, atMost(keep(seats, loop), room, unit));
      if (seated) {
        return true;
      }
    }
  }

  /**
   * The same for a loop that holds so many empty seats and, to see whether there is room, may hold
   * more and more of those that others keep. It decides at once, and gives back what is more than
   * the bound, all where the replica is full: loops that looked again would take the same seats
   * from one another, again and again.
   */
  private boolean admit(Seats seats, int held, long unit, long share, int loop) {
    long room = share * inFlight.least(loop) - (seats.taken() - held) * unit;
    if (room <= 0) {
      long most = share * inFlight.sum(loop);
      room = most - (seats.taken() - held) * unit;
      while (room <= 0) {
        int more = seats.collect(loop);
        if (more == 0) {
          seats.giveBack(held);
          return false;
        }
        held += more;
        room = most - (seats.taken() - held) * unit;
      }
    }
    int kept = atMost(held - 1, room, unit);
    seats.giveBack(held - 1 - kept);
    seats.keep(loop, kept);
    return true;
  }

  /** How many of these a loop may keep that has seated one where there was so much room. */
  private static int atMost(int keep, long room, long unit) {
    return keep == 0 ? 0 : (int) Math.min(keep, (room - 1) / unit);
  }

  /** A request of this loop that was admitted leaves. */
  void leave(Seats seats, int loop) {
    seats.leave(loop, keep(seats, loop));
  }

  /**
   * How many seats a loop may keep of a replica, by how many requests it has there, with the one
   * that comes or leaves; twice that where one leaves. What it collected it may keep until then.
   */
  private int keep(Seats seats, int loop) {
    return (int) ((seats.ownInside(loop) * kept) >>> FRACTION);
  }
}
