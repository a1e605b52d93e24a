package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.RetryBudget;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static int room(Budget budget) {
    int room = 0;
    while (budget.hasRoom()) {
      budget.take();
      room++;
    }
    return room;
  }

  private static Budget with(RetryBudget whole, int loops, int atWork) {
    Budget budget = new Budget(whole, loops);
    for (int i = 0; i < atWork; i++) {
      budget.requestBegins();
    }
    return budget;
  }

  @Test
  void isAShareOfWhatIsAtWork() {
    assertThat(room(with(new RetryBudget(20, 0), 1, 1000))).isEqualTo(200);
    assertThat(room(with(new RetryBudget(20, 0), 1, 4))).isZero();
    assertThat(room(with(new RetryBudget(0, 0), 1, 1000))).isZero();
    assertThat(room(with(new RetryBudget(100, 0), 1, 7))).isEqualTo(7);
  }

  @Test
  void isAFixedNumberWhereLittleIsAtWork() {
    assertThat(room(with(new RetryBudget(20, 100), 1, 10))).isEqualTo(100);
    assertThat(room(with(new RetryBudget(20, 100), 1, 1000))).isEqualTo(200);
  }

  @Test
  void isSharedOutAmongTheLoops() {
    assertThat(room(with(new RetryBudget(20, 100), 8, 0))).isEqualTo(13);
  }

  @Test
  void comesBack() {
    Budget budget = with(new RetryBudget(0, 2), 1, 0);
    assertThat(room(budget)).isEqualTo(2);
    budget.giveBack();
    assertThat(room(budget)).isOne();
  }

  @Test
  void shrinksWithWhatIsAtWork() {
    Budget budget = with(new RetryBudget(50, 0), 1, 4);
    budget.take();
    budget.requestEnds();
    budget.requestEnds();
    assertThat(budget.hasRoom()).isFalse();
  }
}
