package io.ringkeeper.balancer.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many requests a replica has: each event loop counts those that are inside by itself. With a
 * bound on loads they are counted a second time, by seats, so that a loop knows without asking
 * others that there are no more than {@link #taken} less its own {@link #empty}.
 *
 * <p>One word for all loops says how many seats are taken. Each request has one; besides, a loop
 * keeps some that are empty: who leaves leaves an empty seat, who comes sits down on one. Only when
 * there is none, or too many, is the shared word written. It never says too little, since what
 * other loops keep counts as used, and too much by what they may keep. Who has to know exactly
 * {@linkplain #collect collects} their empty seats.
 *
 * <p>What a loop keeps is the difference of two words that only grow: those that it ever vacated,
 * which it alone writes, and those that anybody filled again. So to leave takes no locked
 * instruction, to come takes one, and a seat that two want goes to one of them.
 *
 * @see <a href="https://doi.org/10.1145/7239.7265">P. O'Neil: The Escrow Transactional Method, ACM
 *     TODS 1986</a>
 */
final class Seats {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

  /** Two cache lines, which processors like to fetch together. */
  static final int LINE = 32;

  /** The first line has the length of the array, which all read. */
  private static final int TAKEN = LINE;

  /** In the line of each loop: requests, seats that ever became empty, and those taken again. */
  private static final int INSIDE = 0;

  private static final int VACATED = 1;
  private static final int FILLED = 2;

  private final int[] words;
  private final int loops;

  Seats(int loops) {
    this.loops = loops;
    this.words = new int[at(loops)];
  }

  /** Counts requests of this loop in or out, which only the loop itself may do: how many it has. */
  int inside(int loop, int change) {
    return change(at(loop) + INSIDE, change);
  }

  /** Of one loop: exact for that loop, and for others what it was a moment ago. */
  int inside(int loop) {
    return get(at(loop) + INSIDE);
  }

  /** Of all loops: exact where none comes or leaves meanwhile. */
  int inside() {
    int inside = 0;
    for (int loop = 0; loop < loops; loop++) {
      inside += inside(loop);
    }
    return inside;
  }

  /** Seats of requests, and those that loops keep: no fewer than there are requests. */
  int taken() {
    return get(TAKEN);
  }

  /** Seats that this loop keeps. Others may collect them. */
  int empty(int loop) {
    int filled = get(at(loop) + FILLED);
    return get(at(loop) + VACATED) - filled;
  }

  /**
   * Seats one more request if nothing has changed that would make it one too many.
   *
   * @param seen what {@link #taken} was
   * @param mine what {@link #empty} was
   * @param keep how many more seats to take where there is none of its own
   */
  boolean sit(int loop, int seen, int mine, int keep) {
    if (mine > 0) {
      return fill(loop, mine, 1);
    }
    if (!WORD.compareAndSet(words, TAKEN, seen, seen + 1 + keep)) {
      return false;
    }
    keep(loop, keep);
    return true;
  }

  /** Seats one more request in any case. */
  void sit() {
    add(1);
  }

  /** A request of this loop leaves; its seat is kept, or what is more than so many given back. */
  void leave(int loop, int keep) {
    int mine = empty(loop);
    if (mine < 2 * keep) {
      vacate(loop, 1);
    } else if (mine > keep && fill(loop, mine, mine - keep)) {
      add(keep - mine - 1);
    } else {
      add(-1);
    }
  }

  /**
   * Takes the empty seats of other loops and, if they have any, of this one: how many. This loop
   * then holds them, where nobody can take them away, until it {@linkplain #keep keeps} them or
   * {@linkplain #giveBack gives them back}.
   */
  int collect(int loop) {
    int held = 0;
    for (int other = 0; other < loops; other++) {
      held += other == loop ? 0 : takeAll(other);
    }
    return held == 0 ? 0 : held + takeAll(loop);
  }

  /** Keeps empty seats that this loop held; one that it held and does not keep is a request's. */
  void keep(int loop, int held) {
    if (held > 0) {
      vacate(loop, held);
    }
  }

  /** Empty seats that a loop held are nobody's any more. */
  void giveBack(int held) {
    add(-held);
  }

  private int takeAll(int loop) {
    int empty = empty(loop);
    return empty > 0 && fill(loop, empty, empty) ? empty : 0;
  }

  private void vacate(int loop, int seats) {
    change(at(loop) + VACATED, seats);
  }

  private boolean fill(int loop, int empty, int seats) {
    int filled = get(at(loop) + VACATED) - empty;
    return WORD.compareAndSet(words, at(loop) + FILLED, filled, filled + seats);
  }

  private void add(int change) {
    WORD.getAndAdd(words, TAKEN, change);
  }

  /** Of a word that only this loop writes. */
  private int change(int at, int change) {
    int word = (int) WORD.get(words, at) + change;
    WORD.setRelease(words, at, word);
    return word;
  }

  private int get(int at) {
    return (int) WORD.getVolatile(words, at);
  }

  private static int at(int loop) {
    return (loop + 2) * LINE;
  }
}
