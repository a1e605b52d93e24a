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
 * other loops keep counts as used, and too much by what they may keep. A loop that needs one of
 * these {@linkplain #collect collects} them.
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

  /** The most requests in a row for which a loop does not look at other loops. */
  static final int MOST_UNSEEN = 15;

  /** Requests of a loop, with the one that comes; with fewer it looks each time. */
  static final int MANY = 16;

  /** After so many requests of a loop have left, about, what it saw when it looked is forgotten. */
  static final int LATELY = 256;

  /** In the line of each loop: requests, seats that ever became empty, and those taken again. */
  private static final int INSIDE = 0;

  private static final int VACATED = 1;
  private static final int FILLED = 2;

  /** Requests for which it does not look any more, for how many after the last look, and when. */
  private static final int UNSEEN = 3;

  private static final int PAUSE = 4;
  private static final int LOOKED = 5;

  private final int[] words;
  private final int loops;

  Seats(int loops) {
    this.loops = loops;
    this.words = new int[at(loops)];
    for (int loop = 0; loop < loops; loop++) {
      words[at(loop) + LOOKED] = -LATELY;
    }
  }

  /** Counts requests of this loop in or out, which only the loop itself may do: how many it has. */
  int inside(int loop, int change) {
    return change(at(loop) + INSIDE, change);
  }

  /** Of one loop: exact for that loop, and for others what it was a moment ago. */
  int inside(int loop) {
    return get(at(loop) + INSIDE);
  }

  /** The same for the loop itself, which need not ask what others wrote. */
  int ownInside(int loop) {
    return own(at(loop) + INSIDE);
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

  /** Seats that this loop keeps, which only the loop itself may ask. Others may collect them. */
  int empty(int loop) {
    int filled = get(at(loop) + FILLED);
    return own(at(loop) + VACATED) - filled;
  }

  /** Seats one more request where this loop has so many empty seats; false if it lost some. */
  boolean sit(int loop, int empty) {
    return fillOwn(loop, empty, 1);
  }

  /**
   * Takes a seat for one more request.
   *
   * @param seen what {@link #taken} was; if it is not so any more, takes none
   * @param keep how many more seats to take, for this loop to keep
   */
  boolean take(int loop, int seen, int keep) {
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
    int empty = empty(loop);
    if (empty < 2 * keep) {
      vacate(loop, 1);
      return;
    }
    while (empty > keep && !fillOwn(loop, empty, empty - keep)) {
      empty = empty(loop); // somebody took half of it
    }
    add(Math.min(keep - empty, 0) - 1);
    change(at(loop) + LOOKED, -1); // it is longer ago by one
  }

  /**
   * Takes the empty seats of this loop, and half of what the next one keeps that keeps any: how
   * many. To ask again until it is none takes those of all. This loop then holds them, where nobody
   * can take them away, until it {@linkplain #keep keeps} them or {@linkplain #giveBack gives them
   * back}. Half, since who lost all would soon have to come for them.
   */
  int collect(int loop) {
    int empty = empty(loop);
    int own = empty > 0 && fillOwn(loop, empty, empty) ? empty : 0;
    int half = 0;
    int other = loop;
    for (int i = 1; i < loops && half == 0; i++) {
      other = other + 1 == loops ? 0 : other + 1;
      half = takeHalf(other);
    }
    return own + half;
  }

  /**
   * Whether this loop, which knows of no room for one more, looks at what others keep. To look
   * costs as much as some decisions, for the other loops, too, and is in vain where a replica stays
   * full. So a loop that has {@value #MANY} requests there, of which some will soon leave, and
   * lately looked in vain again and again, does not look for the next 1, 3, 7, and then {@value
   * #MOST_UNSEEN} requests.
   */
  boolean looks(int loop) {
    int unseen = own(at(loop) + UNSEEN);
    if (unseen == 0 || !lookedLately(loop) || ownInside(loop) < MANY) {
      return true;
    }
    WORD.set(words, at(loop) + UNSEEN, unseen - 1);
    return false;
  }

  /** This loop has looked, in vain or not. */
  void looked(int loop, boolean inVain) {
    boolean again = inVain && lookedLately(loop);
    int pause = again ? Math.min(2 * own(at(loop) + PAUSE) + 1, MOST_UNSEEN) : 0;
    WORD.set(words, at(loop) + UNSEEN, pause);
    WORD.set(words, at(loop) + PAUSE, pause);
    WORD.set(words, at(loop) + LOOKED, own(at(loop) + VACATED));
  }

  /** Whether that is not forgotten: what it vacated since is the time that has passed. */
  private boolean lookedLately(int loop) {
    return own(at(loop) + VACATED) - own(at(loop) + LOOKED) < LATELY;
  }

  /** Keeps empty seats that this loop held; one that it held and does not keep is a request's. */
  void keep(int loop, int held) {
    if (held > 0) {
      vacate(loop, held);
    }
  }

  /** Empty seats that a loop held are nobody's any more. */
  void giveBack(int held) {
    if (held > 0) {
      add(-held);
    }
  }

  private int takeHalf(int other) {
    int filled;
    int half;
    do {
      filled = get(at(other) + FILLED);
      half = (get(at(other) + VACATED) - filled + 1) / 2;
    } while (half > 0 && !fill(other, filled, half));
    return half;
  }

  private void vacate(int loop, int seats) {
    change(at(loop) + VACATED, seats);
  }

  private boolean fillOwn(int loop, int empty, int seats) {
    return fill(loop, own(at(loop) + VACATED) - empty, seats);
  }

  private boolean fill(int loop, int filled, int seats) {
    return WORD.compareAndSet(words, at(loop) + FILLED, filled, filled + seats);
  }

  private void add(int change) {
    WORD.getAndAdd(words, TAKEN, change);
  }

  /** Of a word that only this loop writes. */
  private int change(int at, int change) {
    int word = own(at) + change;
    WORD.setRelease(words, at, word);
    return word;
  }

  private int own(int at) {
    return (int) WORD.get(words, at);
  }

  private int get(int at) {
    return (int) WORD.getVolatile(words, at);
  }

  private static int at(int loop) {
    return (loop + 2) * LINE;
  }
}
