package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeatsTest {

  private static final int LOOPS = Tables.LOOPS;

  private final Seats seats = new Seats(LOOPS);

  /** Whatever loops may keep at each moment. */
  @Test
  void noLoopTakesThemForFewerThanThereAre() {
    comeAndGo();
  }

  private void comeAndGo() {
    Random random = new Random(1);
    int[] inside = new int[LOOPS];
    int used = 0;
    for (int i = 0; i < 200_000; i++) {
      int loop = random.nextInt(LOOPS);
      int keep = random.nextInt(1 + i % 20);
      if (random.nextInt(200) == 0) {
        int held = collectAll(loop);
        assertThat(seats.taken() - held).isEqualTo(used);
        if (random.nextBoolean()) {
          seats.keep(loop, held);
        } else {
          seats.giveBack(held);
        }
      } else if (inside[loop] > 0 && random.nextInt(1_000) < 400 + used) {
        seats.leave(loop, keep);
        inside[loop]--;
        used--;
      } else {
        assertThat(sit(loop, keep)).isTrue();
        inside[loop]++;
        used++;
      }
      assertThat(Tables.used(seats)).isEqualTo(used);
      for (int each = 0; each < LOOPS; each++) {
        assertThat(seats.taken() - seats.empty(each)).isGreaterThanOrEqualTo(used);
      }
    }
  }

  /** For how many requests a loop does not look that has looked. */
  private int pauseAfter(boolean inVain) {
    seats.looked(0, inVain);
    int pause = 0;
    while (!seats.looks(0)) {
      pause++;
    }
    return pause;
  }

  @Test
  void whoLooksInVainAgainAndAgainLooksLessOften() {
    seats.inside(0, Seats.MANY);
    assertThat(pauseAfter(true)).as("for the first time").isZero();
    assertThat(List.of(pauseAfter(true), pauseAfter(true), pauseAfter(true), pauseAfter(true)))
        .containsExactly(1, 3, 7, 15);
    assertThat(pauseAfter(true)).isEqualTo(Seats.MOST_UNSEEN);
    assertThat(seats.looks(1)).as("another loop").isTrue();
    assertThat(pauseAfter(false)).isZero();
    assertThat(List.of(pauseAfter(true), pauseAfter(true))).containsExactly(1, 3);
    leave(Seats.LATELY - 1);
    assertThat(pauseAfter(true)).as("a while ago").isEqualTo(7);
    leave(Seats.LATELY);
    assertThat(pauseAfter(true)).as("long ago").isZero();
    assertThat(List.of(pauseAfter(true), pauseAfter(true))).containsExactly(1, 3);
    seats.looked(0, true);
    leave(Seats.LATELY);
    assertThat(seats.looks(0)).as("the pause itself is forgotten").isTrue();
    assertThat(List.of(pauseAfter(true), pauseAfter(true), pauseAfter(true)))
        .containsExactly(0, 1, 3);
    seats.inside(0, -1);
    assertThat(pauseAfter(true)).as("with few requests").isZero();
  }

  /** Of whatever kind: some keep their seat, some do not. */
  private void leave(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(sit(0, 0)).isTrue();
      seats.leave(0, i % 2);
    }
  }

  @Test
  void aLoopKeepsNoMoreThanTwiceAsManyAsItMay() {
    for (int i = 0; i < 100; i++) {
      assertThat(sit(0, 5)).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      seats.leave(0, 5);
      assertThat(seats.empty(0)).isBetween(1, 10);
    }
    assertThat(Tables.used(seats)).isZero();
    assertThat(seats.taken()).isEqualTo(seats.empty(0));
  }

  @Test
  void whereNoneMayBeKeptTheWordIsExact() {
    Random random = new Random(2);
    int used = 0;
    for (int i = 0; i < 1_000; i++) {
      if (used > 0 && random.nextBoolean()) {
        seats.leave(random.nextInt(LOOPS), 0);
        used--;
      } else {
        assertThat(sit(random.nextInt(LOOPS), 0)).isTrue();
        used++;
      }
      assertThat(seats.taken()).isEqualTo(used);
    }
  }

  @Test
  void whatALoopKeepsAndDoesNotUseIsThereForOthers() {
    sit(0, 9);
    seats.leave(0, 9);
    assertThat(seats.taken()).isEqualTo(10);
    assertThat(collectAll(1)).isEqualTo(10);
    assertThat(seats.empty(0)).isZero();
    seats.keep(1, 10);
    assertThat(seats.empty(1)).isEqualTo(10);
    assertThat(collectAll(1)).isEqualTo(10);
  }

  /** The next one in turn that keeps any, here past the last loop and past one that keeps none. */
  @Test
  void whoseSeatsAreCollectedHasHalfOfThemLeft() {
    sit(0, 7);
    sit(1, 5);
    sit(LOOPS - 2, 4);
    assertThat(seats.collect(LOOPS - 2)).isEqualTo(4 + 4);
    assertThat(seats.empty(0)).isEqualTo(3);
    assertThat(seats.empty(1)).isEqualTo(5);
    assertThat(seats.collect(LOOPS - 2)).isEqualTo(2);
    assertThat(seats.collect(LOOPS - 2)).isEqualTo(1);
    assertThat(seats.collect(LOOPS - 2)).isEqualTo(3);
    assertThat(collectAll(LOOPS - 2)).isEqualTo(2);
  }

  @Test
  void whatALoopHoldsNobodyElseCanTake() {
    sit(0, 4);
    sit(1, 2);
    assertThat(collectAll(1)).isEqualTo(6);
    assertThat(seats.empty(1)).isZero();
    assertThat(seats.collect(0)).isZero();
    seats.keep(1, 5);
    assertThat(Tables.used(seats)).isEqualTo(3);
    assertThat(collectAll(0)).isEqualTo(5);
  }

  @Test
  void whatIsGivenBackNobodyKeeps() {
    sit(0, 4);
    sit(1, 2);
    seats.giveBack(collectAll(1));
    assertThat(seats.taken()).isEqualTo(2);
    assertThat(seats.empty(0)).isZero();
    assertThat(seats.empty(1)).isZero();
  }

  @Test
  void whoSawAnotherNumberTakesNone() {
    int seen = seats.taken();
    sit(1, 0);
    assertThat(seats.take(0, seen, 3)).isFalse();
    assertThat(seats.taken()).isEqualTo(1);
    assertThat(seats.empty(0)).isZero();
  }

  @Test
  void nobodySitsDownOnWhatWasCollectedMeanwhile() {
    sit(0, 1);
    int mine = seats.empty(0);
    seats.keep(1, collectAll(1));
    assertThat(seats.sit(0, mine)).isFalse();
    assertThat(Tables.used(seats)).isEqualTo(1);
  }

  /** Each word has room for 2³² seats, and may then begin anew. */
  @Test
  void wordsMayOverflow() {
    for (int i = 0; i < 2; i++) {
      seats.keep(0, Integer.MAX_VALUE - 1);
      assertThat(seats.collect(0)).isEqualTo(Integer.MAX_VALUE - 1);
    }
    comeAndGo();
  }

  /**
   * One leaves while others collect what it keeps. Nobody's are left where it has no request any
   * more, though it may have lost half of them at that moment.
   */
  @Test
  void whoHasNoRequestLeftKeepsNoneWhileOthersCollect() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Integer> kept =
        Tables.onEachLoop(loop -> {
          int most = 0;
          for (int i = 0; loop == 0 && i < 500_000; i++) {
            if (sit(0, 20)) {
              seats.leave(0, 0);
            }
            most = Math.max(most, seats.empty(0));
          }
          while (loop > 0 && !done.get()) {
            seats.giveBack(seats.collect(loop));
          }
          done.set(true);
          return most;
        });
    assertThat(kept).containsOnly(0);
    assertThat(seats.taken()).isZero();
  }

  /** Each thread is a loop; all want more than there is, and collect what others keep. */
  @Test
  void theyAreNeverMoreThanAllowed() throws Exception {
    int limit = 50;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> left =
        Tables.onEachLoop(loop -> {
          Random random = new Random(loop);
          int mine = 0;
          for (int i = 0; i < 300_000; i++) {
            if (random.nextInt(40) >= mine && tryToSit(loop, limit)) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              mine++;
            } else if (mine > 0) {
              inside.decrementAndGet();
              seats.leave(loop, random.nextInt(4));
              mine--;
            }
          }
          for (; mine > 0; mine--) {
            inside.decrementAndGet();
            seats.leave(loop, 3);
          }
          return mine;
        });
    assertThat(left).containsOnly(0);
    assertThat(most).hasValueBetween(limit / 2, limit);
    assertThat(Tables.used(seats)).isZero();
  }

  private boolean tryToSit(int loop, int limit) {
    boolean sits;
    do {
      int mine = seats.empty(loop);
      int taken = seats.taken();
      if (taken - mine >= limit) {
        int held = collectAll(loop);
        sits = held > 0 && seats.taken() - held < limit;
        seats.keep(loop, sits ? held - 1 : held);
        return sits;
      }
      sits = mine > 0 ? seats.sit(loop, mine) : seats.take(loop, taken, 2);
    } while (!sits);
    return true;
  }

  private int collectAll(int loop) {
    int held = 0;
    for (int more = seats.collect(loop); more > 0; more = seats.collect(loop)) {
      held += more;
    }
    return held;
  }

  private boolean sit(int loop, int keep) {
    int mine = seats.empty(loop);
    return mine > 0 ? seats.sit(loop, mine) : seats.take(loop, seats.taken(), keep);
  }
}
