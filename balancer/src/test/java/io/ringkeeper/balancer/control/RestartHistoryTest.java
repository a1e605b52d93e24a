package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartHistoryTest {

  private static final long MILLI = 1_000_000;
  private static final long NOW = Long.MAX_VALUE - 5;

  @Test
  void waitsLongerAfterEachFailedStart() {
    RestartHistory history = RestartHistory.fresh(NOW);
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      history = history.failedToStart();
      millis.add((history.restartAt(NOW, false) - NOW) / MILLI);
    }

    assertThat(millis)
        .containsExactly(
            0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 30000L, 30000L);
  }

  @Test
  void waitsNoLongerThanThirtySecondsHoweverOftenItFails() {
    RestartHistory history = new RestartHistory(1_000_000, NOW, null, NOW);

    assertThat(history.restartAt(NOW, false) - NOW).isEqualTo(30_000 * MILLI);
  }

  @Test
  void forgetsFailedStartsOnceItServes() {
    RestartHistory history =
        RestartHistory.fresh(NOW).failedToStart().failedToStart().failedToStart().serves();

    assertThat(history.failedToStart().restartAt(NOW, false)).isEqualTo(NOW);
  }

  @Test
  void replacesThirtyDeathsInARowAtOnceAndThenOneEveryTwoSeconds() {
    RestartHistory history = RestartHistory.fresh(NOW);
    for (int i = 0; i < 30; i++) {
      assertThat(history.restartAt(NOW, true)).isEqualTo(NOW);
      history = history.restarted(NOW);
    }
    assertThat(history.restartAt(NOW, true) - NOW).isEqualTo(2000 * MILLI);
    long later = history.restartAt(NOW, true);
    assertThat(history.restarted(later).restartAt(later, true) - later).isEqualTo(2000 * MILLI);
  }

  /** The cell rate algorithm against what it stands for: a bucket that is filled in every tick. */
  @Test
  void allowsWhatABucketOfTokensAllows() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      RestartHistory history = RestartHistory.fresh(0);
      long tokenMillis = 30 * 2000;
      for (long millis = 0; millis < 200_000; millis++) {
        tokenMillis = Math.min(30 * 2000, tokenMillis + (millis == 0 ? 0 : 1));
        if (random.nextInt(700) == 0) {
          long now = millis * MILLI;
          boolean allowed = history.restartAt(now, true) - now <= 0;
          assertThat(allowed).as("seed %d at %d ms", seed, millis).isEqualTo(tokenMillis >= 2000);
          if (allowed) {
            history = history.restarted(now);
            tokenMillis -= 2000;
          }
        }
      }
    }
  }

  @Test
  void remembersWhoServedLastThroughFailedStarts() {
    RestartHistory history = RestartHistory.fresh(NOW).diedServing("server2", NOW).failedToStart();

    assertThat(history.lost()).isEqualTo("server2");
    assertThat(history.serves().lost()).isNull();
  }
}
