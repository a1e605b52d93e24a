package io.ringkeeper.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MovesTest {

  @Test
  void tellsWhatHadToMoveFromWhatCouldHaveStayed() {
    Moves moves = Moves.between(List.of(1, 1, 2, 2, 1), List.of(1, 3, 3, 1, 2), Set.of(3));

    assertThat(moves).isEqualTo(new Moves(5, 2, 2));
    assertThat(moves.neededPart()).isCloseTo(0.4, within(1e-12));
    assertThat(moves.needlessPart()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void whatNobodyAnsweredDoesNotCount() {
    assertThat(Moves.between(List.of(0, 1, 1), List.of(1, 0, 1), Set.of()))
        .isEqualTo(new Moves(1, 0, 0));
  }

  @Test
  void spreadAndQuantiles() {
    Spread spread = Spread.of(List.of(1, 2, 3));
    assertThat(spread.maxOverMean()).isCloseTo(1.5, within(1e-12));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
    assertThat(Quantiles.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Quantiles.max(List.of(3.0, 1.0, 2.0))).isEqualTo(3.0);
    assertThat(Quantiles.max(List.of())).isZero();
  }
}
