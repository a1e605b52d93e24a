package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.Pool;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolShareTest {

  private static Pool pool(int connections, int queue) {
    Duration second = Duration.ofSeconds(1);
    return new Pool(second, second, 10, connections, queue, second);
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 0", "7, 3, 5", "100, 8, 1", "1, 1, 1", "16, 5, 1000"})
  void handsOutTheWhole(int connections, int loops, int queue) {
    Pool whole = pool(connections, queue);
    assertThat(
            IntStream.range(0, loops)
                .map(loop -> PoolShare.of(whole, loops, loop).connections())
                .sum())
        .isEqualTo(connections);
    assertThat(
            IntStream.range(0, loops).map(loop -> PoolShare.of(whole, loops, loop).waiting()).sum())
        .isEqualTo(queue);
  }

  @Test
  void givesEveryLoopOneConnectionAtLeast() {
    assertThat(PoolShare.of(pool(2, 0), 8, 7)).isEqualTo(new PoolShare(1, 0));
  }

  @Test
  void hasNoLimitWhereNoneIsSet() {
    assertThat(PoolShare.of(pool(0, 0), 8, 0).connections()).isEqualTo(Integer.MAX_VALUE);
  }
}
