package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowLaneTest {

  private long nanos;
  private final SlowLane lane = new SlowLane(() -> nanos);
  private final List<Integer> done = new ArrayList<>();

  private void add(int count, long eachTakes) {
    for (int i = 0; i < count; i++) {
      int number = i;
      lane.add(() -> {
        nanos += eachTakes;
        done.add(number);
      });
    }
  }

  @Test
  void allHaveTheirTurnInTheirOrderIfThatTakesNoTime() {
    add(5, 0);
    lane.move();
    assertThat(done).containsExactly(0, 1, 2, 3, 4);
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void someHaveTheirTurnIfThatTakesTime() {
    add(5, SlowLane.MOST_NANOS / 2);
    lane.move();
    assertThat(done).containsExactly(0, 1);
    lane.move();
    assertThat(done).containsExactly(0, 1, 2, 3);
    assertThat(lane.isEmpty()).isFalse();
  }

  @Test
  void oneHasItsTurnInAnyCase() {
    add(2, 100 * SlowLane.MOST_NANOS);
    lane.move();
    assertThat(done).containsExactly(0);
  }

  @Test
  void noFewerHaveTheirTurnThanThereWereOthers() {
    add(6, SlowLane.MOST_NANOS);
    for (int i = 0; i < 3; i++) {
      lane.overtake();
    }
    lane.move();
    assertThat(done).containsExactly(0, 1, 2);
    lane.move();
    assertThat(done).as("those were of an earlier round").containsExactly(0, 1, 2, 3);
  }

  @Test
  void whoComesWhileItMovesHasTheNextTurn() {
    lane.add(() -> add(1, 0));
    lane.move();
    assertThat(done).containsExactly(0);
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void whoFailsKeepsNobodyFromHisTurn() {
    lane.add(() -> {
      throw new IllegalStateException("of the test");
    });
    add(1, 0);
    lane.move();
    assertThat(done).containsExactly(0);
  }
}
