package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final int LOOPS = Tables.LOOPS;

  private final InFlight inFlight = new InFlight(LOOPS);

  @Test
  void whatALoopKnowsIsNeverTooMuchAndLessByNoMoreThanOthersHaveNotAnnounced() {
    Random random = new Random(1);
    int[] counts = new int[LOOPS];
    int sum = 0;
    for (int i = 0; i < 200_000; i++) {
      int loop = random.nextInt(LOOPS);
      if (counts[loop] > 0 && random.nextInt(1_000) < 300 + counts[loop]) {
        inFlight.end(loop);
        counts[loop]--;
        sum--;
      } else {
        inFlight.begin(loop);
        counts[loop]++;
        sum++;
      }
      assertThat(inFlight.sum()).isEqualTo(sum);
      if (random.nextInt(20) == 0) {
        assertThat(inFlight.sum(loop)).isEqualTo(sum);
      }
      for (int each = 0; each < LOOPS; each++) {
        int least = inFlight.least(each);
        assertThat(least).isBetween(sum - (LOOPS - 1) * InFlight.MOST_UNANNOUNCED, sum);
      }
    }
  }

  @Test
  void whoAsksForTheSumAnnouncesAlmostAllOfItsOwn() {
    for (int i = 0; i < InFlight.MOST_UNANNOUNCED; i++) {
      inFlight.begin(0);
    }
    assertThat(inFlight.least(1)).isZero();
    assertThat(inFlight.sum(1)).isEqualTo(InFlight.MOST_UNANNOUNCED);
    assertThat(inFlight.least(1)).isZero();
    assertThat(inFlight.sum(0)).isEqualTo(InFlight.MOST_UNANNOUNCED);
    assertThat(inFlight.least(1)).isBetween(InFlight.MOST_UNANNOUNCED - 8, 30);
    for (int i = 0; i < InFlight.MOST_UNANNOUNCED; i++) {
      inFlight.end(0);
    }
    assertThat(inFlight.least(1)).isLessThanOrEqualTo(0);
  }

  @Test
  void aLoopThatIsAloneKnowsItExactly() {
    InFlight alone = new InFlight(1);
    for (int i = 1; i <= 1_000; i++) {
      alone.begin(0);
      assertThat(alone.least(0)).isEqualTo(i);
    }
  }

  /** Each thread is a loop. */
  @Test
  void isZeroAgainAfterThreadsHaveBegunAndEnded() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> left =
        Tables.onEachLoop(loop -> {
          Random random = new Random(loop);
          int mine = 0;
          for (int i = 0; i < 300_000; i++) {
            if (mine > 0 && random.nextInt(200) < mine) {
              inFlight.end(loop);
              begun.decrementAndGet();
              mine--;
            } else {
              begun.incrementAndGet();
              inFlight.begin(loop);
              mine++;
            }
          }
          for (; mine > 0; mine--) {
            inFlight.end(loop);
            begun.decrementAndGet();
          }
          return mine;
        });
    assertThat(left).containsOnly(0);
    assertThat(begun).hasValue(0);
    assertThat(inFlight.sum()).isZero();
    for (int loop = 0; loop < LOOPS; loop++) {
      assertThat(inFlight.least(loop)).isLessThanOrEqualTo(0);
    }
  }
}
