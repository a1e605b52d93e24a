package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeatsTest {

  private static final int LOOPS = Tables.LOOPS;

  private final Seats seats = new Seats(LOOPS);

  /** Whatever loops may keep at each moment. */
  @Test
  void noLoopTakesThemForFewerThanThereAre() {
    Random random = new Random(1);
    int[] inside = new int[LOOPS];
    int used = 0;
    for (int i = 0; i < 200_000; i++) {
      int loop = random.nextInt(LOOPS);
      int keep = random.nextInt(1 + i % 20);
      if (random.nextInt(200) == 0) {
        int held = seats.collect(loop);
        int free = held > 0 ? held : seats.empty(loop);
        assertThat(seats.taken() - free).isEqualTo(used);
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
    assertThat(seats.collect(1)).isEqualTo(10);
    assertThat(seats.empty(0)).isZero();
    seats.keep(1, 10);
    assertThat(seats.empty(1)).isEqualTo(10);
    assertThat(seats.collect(1)).isZero();
  }

  @Test
  void whatALoopHoldsNobodyElseCanTake() {
    sit(0, 4);
    sit(1, 2);
    assertThat(seats.collect(1)).isEqualTo(6);
    assertThat(seats.empty(1)).isZero();
    assertThat(seats.collect(0)).isZero();
    seats.keep(1, 5);
    assertThat(Tables.used(seats)).isEqualTo(3);
    assertThat(seats.collect(0)).isEqualTo(5);
  }

  @Test
  void whatIsGivenBackNobodyKeeps() {
    sit(0, 4);
    sit(1, 2);
    seats.giveBack(seats.collect(1));
    assertThat(seats.taken()).isEqualTo(2);
    assertThat(seats.empty(0)).isZero();
    assertThat(seats.empty(1)).isZero();
  }

  @Test
  void nobodySitsDownOnWhatWasCollectedMeanwhile() {
    sit(0, 1);
    int mine = seats.empty(0);
    seats.keep(1, seats.collect(1));
    assertThat(seats.sit(0, seats.taken(), mine, 0)).isFalse();
    assertThat(Tables.used(seats)).isEqualTo(1);
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
    int mine;
    int taken;
    do {
      mine = seats.empty(loop);
      taken = seats.taken();
      if (taken - mine >= limit) {
        int held = seats.collect(loop);
        boolean sits = held > 0 && seats.taken() - held < limit;
        seats.keep(loop, sits ? held - 1 : held);
        return sits;
      }
    } while (!seats.sit(loop, taken, mine, 2));
    return true;
  }

  private boolean sit(int loop, int keep) {
    return seats.sit(loop, seats.taken(), seats.empty(loop), keep);
  }
}
